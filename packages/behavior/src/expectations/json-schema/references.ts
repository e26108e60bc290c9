import { UserError } from "@airworthy/evidence";
import { isObject, type KeywordFactory, schemaError, type Valid } from "./schema.ts";

/** `#` or a JSON Pointer into the same document (RFC 6901). A schema may refer to what holds it. */
export const referenceKeyword: KeywordFactory = ({ value, path, context }) => {
  const pointer = typeof value === "string" ? pointerOf(value) : null;
  if (pointer === null) {
    throw schemaError(path, `${JSON.stringify(value)} is no reference into the schema itself, such as "#/$defs/name"`);
  }
  const target = resolve(context.root, pointer);
  if (target === undefined) throw schemaError(path, `there is nothing at ${JSON.stringify(value)}`);
  let valid: Valid = () => false;
  context.later(() => {
    valid = context.compile(target, `#${pointer}`);
  });
  const known = new WeakMap<object, boolean>();
  const open = new Set<unknown>();
  return (instance) => {
    // What several branches ask of one value is found out once: else each level of an answer could double the time.
    const before = typeof instance === "object" && instance !== null ? known.get(instance) : undefined;
    if (before !== undefined) return before;
    if (open.has(instance)) throw new UserError(`JSON Schema, ${path}: the references do not come to an end`);
    open.add(instance);
    try {
      const result = valid(instance);
      if (typeof instance === "object" && instance !== null) known.set(instance, result);
      return result;
    } finally {
      open.delete(instance);
    }
  };
};

function pointerOf(reference: string): string | null {
  if (!/^#(?:\/|$)/.test(reference)) return null;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return null;
  }
}

function resolve(root: unknown, pointer: string): unknown {
  let node = root;
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(node)) node = /^(?:0|[1-9]\d*)$/.test(name) ? node[Number(name)] : undefined;
    else node = isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined;
  }
  return node;
}

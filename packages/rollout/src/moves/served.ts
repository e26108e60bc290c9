import { isDigest } from "../fields.ts";

/**
 * The digest that a flag's definition, as its file has it, serves to everybody; null where it does not: it has targeting,
 * is switched off, or its default is no digest.
 */
export function servesBy(flag: unknown): string | null {
  const targeting = property(flag, "targeting");
  const isTargeted = targeting !== undefined && !(isObject(targeting) && Object.keys(targeting).length === 0);
  if (property(flag, "state") !== "ENABLED" || isTargeted) return null;
  const variant = property(flag, "defaultVariant");
  const digest = typeof variant === "string" ? property(property(flag, "variants"), variant) : null;
  return isDigest(digest) ? digest : null;
}

function property(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

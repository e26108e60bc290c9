import type { Item, Scan } from "../item.ts";
import { findFirst } from "./byte-search.ts";

/** In the JSON that Keras keeps as an attribute of an HDF5 file, or in the metadata of a SavedModel. */
const LAMBDA = /"class_name"\s{0,8}:\s{0,8}"Lambda"/;
/** A letter or digit written by its number, which no JSON writer does. */
const HIDDEN_LETTER = /"[^"]{0,200}\\u00(?:[46][1-9a-f]|[57][0-9a])[^"]{0,200}"/i;
const OWN_MODULE = /^(?:keras|tf_keras|tensorflow\.python\.keras|tensorflow\.keras|builtins)(?:\.|$)/;
const MAX_DEPTH = 500;

/** Looks through a binary file's bytes for layers that are code: the whole file, as the text may be anywhere in it. */
export async function scanKerasBytes({ source, path }: Item, scan: Scan): Promise<void> {
  const lambda = await findFirst(source, LAMBDA);
  if (lambda !== null) scan.log.add("keras-lambda", path, "Holds a Lambda layer", { offset: lambda.offset });
  const config = await findFirst(source, /"class_name"|"\\u0063lass_name"/i);
  const hidden = config === null ? null : await findFirst(source, HIDDEN_LETTER);
  if (hidden !== null) {
    scan.log.add("keras-obfuscated", path, "The configuration writes letters as escapes", { offset: hidden.offset });
  }
}

/** Looks through a model's configuration, of which JSON.parse has resolved every escape. */
export function scanKerasConfig(config: unknown, path: string, scan: Scan): void {
  const pending: { value: unknown; depth: number }[] = [{ value: config, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_DEPTH) {
      scan.log.add("could-not-be-scanned", path, "The configuration is nested too deeply");
      return;
    }
    if (!Array.isArray(value)) judgeObject(new Map(Object.entries(value)), path, scan);
    for (const inner of Object.values(value)) pending.push({ value: inner, depth: depth + 1 });
  }
}

function judgeObject(fields: ReadonlyMap<string, unknown>, path: string, scan: Scan): void {
  const className = fields.get("class_name");
  const module = fields.get("module");
  if (className === "__lambda__" || className === "Lambda" || fields.get("function_type") === "lambda") {
    scan.log.add("keras-lambda", path, "Holds a Lambda layer");
  } else if (typeof className === "string" && typeof module === "string" && !OWN_MODULE.test(module)) {
    scan.log.add("keras-custom-object", path, `Names ${module}.${className}`);
  } else if (typeof className === "string" && typeof fields.get("registered_name") === "string") {
    judgeRegistered(String(fields.get("registered_name")), className, path, scan);
  }
}

/** A class that was registered under a package is named "package>class". */
function judgeRegistered(registered: string, className: string, path: string, scan: Scan): void {
  if (!registered.includes(">") || registered.startsWith("keras")) return;
  scan.log.add("keras-custom-object", path, `Names ${registered}, registered as ${className}`);
}

import type { Item, Scan } from "../item.ts";
import { isKnownDangerous, runsCode } from "../pickle/dangerous-globals.ts";
import { findFirst } from "./byte-search.ts";
import { embeddedObjects } from "./embedded-json.ts";

/** In the JSON that Keras keeps as an attribute of an HDF5 file, or in the metadata of a SavedModel. */
const LAMBDA = /"class_name"\s{0,8}:\s{0,8}"(?:Lambda|__lambda__)"/;
/** What every such file has: the attribute's name, a SavedModel's identifiers, or the key itself. */
const CONFIGURATION = /model_config|_tf_keras|"class_name"/;
/** A letter, digit or underscore written by its number, or blanks or keys without end: no JSON writer does so. */
const HIDDEN =
  /"[^"]{0,200}\\u00(?:3[0-9]|[46][1-9a-f]|[57][0-9a]|5f)[^"]{0,200}"|"class_name"(?:\s{9}|\s{0,8}:\s{9})|\{(?:\s{201}|\s{0,200}"[^"]{3001})/i;
/** Keras's own functions that compute. Of the others some write files or switch the safe mode off. */
const COMPUTING =
  /^(?:tf_)?keras\.(?:src\.)?(?:activations|constraints|initializers|losses|metrics|ops|random|regularizers)(?:\.|$)/;
/** Where Keras's own classes are. */
const OWN_MODULE = /^(?:keras|tf_keras|tensorflow\.python\.keras|tensorflow\.keras)(?:\.|$)/;
const MAX_DEPTH = 500;

/** Looks through a binary file's bytes for layers that are code: the whole file, as the text may be anywhere in it. */
export async function scanKerasBytes({ source, path }: Item, scan: Scan): Promise<void> {
  const lambda = await findFirst(source, LAMBDA);
  if (lambda !== null) scan.log.add("keras-lambda", path, "Holds a Lambda layer", { offset: lambda.offset });
  for await (const config of embeddedObjects(source)) {
    if (config === null) scan.log.add("could-not-be-scanned", path, "Holds more that begins as JSON than is followed");
    else scanKerasConfig(config, path, scan);
  }
  const config = await findFirst(source, CONFIGURATION);
  const hidden = config === null ? null : await findFirst(source, HIDDEN);
  if (hidden !== null) {
    const message = "The configuration writes letters as escapes, or blanks or keys without end";
    scan.log.add("keras-obfuscated", path, message, { offset: hidden.offset });
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
  } else if (typeof className === "string" && typeof module === "string") {
    const config = fields.get("config");
    const isFunction = className === "function" && typeof config === "string";
    judgeNamed(module, isFunction ? config : className, path, scan);
  } else if (typeof className === "string" && typeof fields.get("registered_name") === "string") {
    judgeRegistered(String(fields.get("registered_name")), className, path, scan);
  }
}

/** The loader imports the module; a function of it, by whichever key, is called with the arguments of its inbound nodes. */
function judgeNamed(module: string, name: string, path: string, scan: Scan): void {
  const isClass = /^[A-Z_]/.test(name) && name !== "function";
  // Keras writes "builtins" for its own functions, and until 3.6 for those of users; Python's are reached by it too.
  const isBuiltin = module === "builtins" && !runsCode(name);
  const isOwn = isBuiltin || (isClass ? OWN_MODULE : COMPUTING).test(module);
  if (isOwn || scan.allow.allows(module, name)) return;
  const hint = isKnownDangerous(module, name)
    ? "which can run code"
    : `if you know it, allow-globals: ${module}.${name}`;
  scan.log.add("keras-custom-object", path, `Names ${module}.${name}; ${hint}`);
}

/** A class that was registered under a package is named "package>class". */
function judgeRegistered(registered: string, className: string, path: string, scan: Scan): void {
  if (!registered.includes(">") || registered.startsWith("keras")) return;
  scan.log.add("keras-registered-object", path, `Names ${registered}, registered as ${className}`);
}

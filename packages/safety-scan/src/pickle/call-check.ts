import type { RuleId } from "../rules.ts";
import { type AllowList, isDotted } from "./allow-list.ts";
import { isKnownDangerous } from "./dangerous-globals.ts";
import { UNKNOWN_ENTRIES } from "./mapping.ts";
import { type GlobalValue, type InstanceValue, isInstanceOf, type Value } from "./value.ts";

/** Where what is wrong is told. */
export type Report = (rule: RuleId, message: string) => void;

/** Judges a name that a pickle imports. Only the exact pair of module and name passes. */
export function checkGlobal({ module, name }: GlobalValue, allow: AllowList, report: Report): void {
  if (allow.allows(module, name)) return;
  const shown = name.includes(".") ? `${module}:${name}` : `${module}.${name}`;
  if (isTorchscript(module, name)) report("torchscript-code", `TorchScript type ${shown}`);
  else if (isKnownDangerous(module, name)) report("dangerous-global", `Imports ${shown}, which can run code`);
  else report("unlisted-global", `Imports ${shown}; if you know it, allow-globals: ${shown}`);
}

/** TorchScript's own types: not Python modules, and read by torch.jit. */
function isTorchscript(module: string, name: string): boolean {
  return (module === "__torch__" || module.startsWith("__torch__.")) && isDotted(module) && isDotted(name);
}

/** What of a listed global's arguments would make its call do more than build data; null where nothing does. */
type ArgumentCheck = (args: readonly Value[]) => { readonly rule: RuleId; readonly message: string } | null;

const ARGUMENT_CHECKS: ReadonlyMap<string, ArgumentCheck> = new Map([
  ["_codecs.encode", checkCodec],
  ["codecs.encode", checkCodec],
  ["torch.storage._load_from_bytes", checkBytes],
  ["torch._tensor._rebuild_from_type_v2", checkRebuild],
]);

/** Whether a global is harmless only with the right arguments, so that every call of it must be seen. */
export function isJudgedByArguments(value: Value): boolean {
  return value.kind === "global" && ARGUMENT_CHECKS.has(`${value.module}.${value.name}`);
}

/** Judges a call: by what is called, and for the few listed globals that depend on it, by the arguments. */
export function checkCall(callee: Value, args: readonly Value[], report: Report): void {
  if (callee.kind !== "global") {
    report("computed-call", "Calls a value that is no class or function by name");
    return;
  }
  const problem = ARGUMENT_CHECKS.get(`${callee.module}.${callee.name}`)?.(args) ?? null;
  if (problem !== null) report(problem.rule, problem.message);
}

/** Any other name makes Python import a codec; pickle itself only ever writes this one. */
function checkCodec([, codec]: readonly Value[]): ReturnType<ArgumentCheck> {
  const isLatin1 = codec?.kind === "text" && (codec.text === "latin1" || codec.text === "latin-1");
  return isLatin1 ? null : { rule: "computed-call", message: "Encodes by another codec than latin1" };
}

/** The bytes are unpickled. */
function checkBytes([first]: readonly Value[]): ReturnType<ArgumentCheck> {
  const isEncoded = isInstanceOf(first, "_codecs", "encode");
  const bytes = isEncoded ? first.args[0] : first;
  const isScanned = (bytes?.kind === "data" || bytes?.kind === "text") && bytes.isScanned;
  const message = "Calls torch.storage._load_from_bytes with bytes that could not be scanned";
  return isScanned ? null : { rule: "dangerous-global", message };
}

/** The first argument is called with the third. */
function checkRebuild([first]: readonly Value[]): ReturnType<ArgumentCheck> {
  const isRebuild = first?.kind === "global" && first.module === "torch._utils";
  const message = "Calls torch._tensor._rebuild_from_type_v2 with another function than PyTorch's own";
  return isRebuild ? null : { rule: "computed-call", message };
}

/**
 * Judges the setting of an object's state: of an object, never of what was imported. The second half of a pair is set
 * attribute by attribute, which would let it exchange the object's class.
 */
export function checkBuild(target: Value | undefined, state: Value, report: Report): void {
  if (target?.kind === "global") {
    report("changed-global", `Changes ${target.module}.${target.name} itself rather than an object of it`);
  }
  if (state.kind === "instance" && isTuple(state)) {
    report("changed-global", "Sets an object's state from a tuple that is computed");
  }
  if (state.kind !== "tuple" || state.items.length !== 2) return;
  const slots = state.items[1];
  const isComputed = slots?.kind === "instance" && !isSeed(slots);
  const isReaching = slots?.kind === "mapping" && [...slots.entries.keys()].some(isSpecial);
  if (isComputed || isReaching) report("changed-global", "Sets special attributes of an object, such as its class");
}

const TUPLES = ["builtins.tuple", "__builtin__.tuple", "torch.Size"];

/** Whether a call may have given a tuple: of the class itself, or by copyreg._reconstructor. */
function isTuple({ callee, args }: InstanceValue): boolean {
  return [callee, ...args].some((value) => value.kind === "global" && TUPLES.includes(`${value.module}.${value.name}`));
}

/** What NumPy's bit generators have as the second half of their state. */
function isSeed({ callee }: InstanceValue): boolean {
  return callee.module === "numpy.random.bit_generator";
}

function isSpecial(key: string): boolean {
  return key === UNKNOWN_ENTRIES || key.startsWith("__");
}

/** Judges a persistent id: PyTorch's are tuples ("storage", type, key, location, size). */
export function checkPersistentId(id: Value, report: Report): void {
  const [tag, type] = id.kind === "tuple" ? id.items : [];
  const isStorage = tag?.kind === "text" && tag.text === "storage" && type?.kind === "global";
  if (!isStorage) report("persistent-id", "Asks the loader for an object by a persistent id");
}

import { PickleProblem } from "./opcodes.ts";
import { type GlobalValue, type InstanceValue, isInstanceOf, type Value } from "./value.ts";

/** What follows a NumpyArrayWrapper in joblib's stream. */
export type InlineArray =
  /** A pickle of its own. */
  | { readonly kind: "pickle" }
  /** Items, after a byte that tells the length of the padding where `isAligned`. */
  | { readonly kind: "items"; readonly bytes: number; readonly isAligned: boolean };

/** The attributes of joblib.numpy_pickle.NumpyArrayWrapper; with any other its reading could not be followed. */
const ATTRIBUTES = ["subclass", "shape", "order", "dtype", "allow_mmap", "numpy_array_alignment_bytes"];

/** A data type's name as numpy.dtype's own __reduce__ gives it, in which the number is always there. */
const ITEM = /^(?:(b1|[iu][1248]|f(?:2|4|8|12|16)|c(?:8|16|24|32)|[mM]8)|([SUV])(\d{1,9})|O8?)$/;

/** The places in a data type's state (numpy/_core/src/multiarray/descriptor.c, arraydescr_reduce) and what they may hold. */
const STATE = { subarray: 2, itemBytes: 5, flags: 7 } as const;
const NOT_STATED = 0xffffffff;
/** NPY_ITEM_REFCOUNT: items are references to objects, and so joblib reads a pickle. */
const HAS_OBJECTS = 1;

/**
 * What joblib reads from the stream itself after BUILD has set the state of `value`; null where `value` is no array of
 * joblib's. Throws a PickleProblem where the size is not plain to see.
 */
export function inlineArray(value: Value | undefined): InlineArray | null {
  if (value?.kind !== "instance" || !isWrapper(value)) return null;
  const { state, builds } = value;
  if (state.kind !== "mapping" || builds !== 1) throw new PickleProblem("a joblib array does not tell its state");
  const stray = [...state.entries.keys()].find((key) => !ATTRIBUTES.includes(key));
  if (stray !== undefined) throw new PickleProblem("a joblib array has attributes that joblib does not write");
  const item = itemOf(state.entries.get("dtype"));
  if (item === "object") return { kind: "pickle" };
  const alignment = state.entries.get("numpy_array_alignment_bytes");
  const isAligned = alignment !== undefined && alignment.kind !== "nothing";
  return { kind: "items", bytes: item * countOf(state.entries.get("shape")), isAligned };
}

function isWrapper(value: InstanceValue): boolean {
  if (isWrapperClass(value.callee)) {
    if (value.args.length > 0) throw new PickleProblem("a joblib array is made with arguments");
    return true;
  }
  const isRebuilt =
    isInstanceOf(value, "copyreg", "_reconstructor") || isInstanceOf(value, "copy_reg", "_reconstructor");
  const [first] = isRebuilt ? value.args : [];
  return first?.kind === "global" && isWrapperClass(first);
}

function isWrapperClass({ module, name }: GlobalValue): boolean {
  return module === "joblib.numpy_pickle" && name === "NumpyArrayWrapper";
}

/** The bytes of an item of a numpy.dtype; its state may change them, and whether the items are objects. */
function itemOf(dtype: Value | undefined): number | "object" {
  if (!isInstanceOf(dtype, "numpy", "dtype")) throw new PickleProblem("a joblib array does not tell its data type");
  const [name] = dtype.args;
  const match = name?.kind === "text" ? ITEM.exec(name.text) : null;
  if (match === null) throw new PickleProblem("a joblib array has a data type of unknown size");
  const [whole, plain, flexible, digits = ""] = match;
  const isObject = plain === undefined && flexible === undefined;
  const bytes = Number(plain === undefined ? digits : whole.slice(1)) * (flexible === "U" ? 4 : 1);
  const stated = flexible === undefined ? [NOT_STATED] : [bytes];
  if (!isPlainState(dtype, stated, isObject)) throw new PickleProblem("a joblib array's data type contradicts itself");
  return isObject ? "object" : bytes;
}

function isPlainState({ state, builds }: InstanceValue, itemBytes: readonly number[], isObject: boolean): boolean {
  if (builds === 0) return true;
  if (builds > 1 || state.kind !== "tuple") return false;
  const [bytes, flags] = [state.items[STATE.itemBytes], state.items[STATE.flags]];
  const isSized = bytes?.kind === "integer" && itemBytes.includes(bytes.value);
  const isHonest = flags?.kind === "integer" && flags.value % 2 === (isObject ? HAS_OBJECTS : 0);
  return isSized && isHonest && state.items[STATE.subarray]?.kind === "nothing";
}

function countOf(shape: Value | undefined): number {
  if (shape?.kind !== "tuple") throw new PickleProblem("a joblib array does not tell its shape");
  const count = shape.items.reduce((product, item) => product * (item.kind === "integer" ? item.value : Number.NaN), 1);
  if (!Number.isSafeInteger(count) || count < 0) throw new PickleProblem("a joblib array does not tell its shape");
  return count;
}

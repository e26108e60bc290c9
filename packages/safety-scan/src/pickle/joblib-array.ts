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

/** A data type's name as NumpyArrayWrapper has it: "f8", "<i4", "U10", "M8[ns]"; text counts characters of four bytes. */
const ITEM = /^[<>|=]?([?biufcSaUVOmM])(\d{0,9})(?:\[[\w/]{1,20}\])?$/;

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

/** The bytes of an item of a numpy.dtype. */
function itemOf(dtype: Value | undefined): number | "object" {
  if (!isInstanceOf(dtype, "numpy", "dtype")) throw new PickleProblem("a joblib array does not tell its data type");
  const [name] = dtype.args;
  const match = name?.kind === "text" ? ITEM.exec(name.text) : null;
  const [, kind = "", digits = ""] = match ?? [];
  if (match === null || kind === "V") throw new PickleProblem("a joblib array has a data type of unknown size");
  if (kind === "O") return "object";
  if (kind === "?") return 1;
  return Number(digits) * (kind === "U" ? 4 : 1);
}

function countOf(shape: Value | undefined): number {
  if (shape?.kind !== "tuple") throw new PickleProblem("a joblib array does not tell its shape");
  const count = shape.items.reduce((product, item) => product * (item.kind === "integer" ? item.value : Number.NaN), 1);
  if (!Number.isSafeInteger(count) || count < 0) throw new PickleProblem("a joblib array does not tell its shape");
  return count;
}

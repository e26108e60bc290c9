import { UserError } from "@airworthy/evidence";
import { memorySource, readSafetensors, type Safetensors, type SafetensorsTensor } from "@airworthy/model-files";
import type { Tolerance } from "../tolerance.ts";
import { compareElements, indexText } from "./compare-elements.ts";
import { Deviation, type ValueComparison } from "./deviation.ts";
import type { Element } from "./element.ts";

const TYPES: ReadonlyMap<string, Element> = new Map([
  ["F16", "f2"],
  ["BF16", "bf2"],
  ["F32", "f4"],
  ["F64", "f8"],
  ["I8", "i1"],
  ["I16", "i2"],
  ["I32", "i4"],
  ["I64", "i8"],
  ["U8", "u1"],
  ["U16", "u2"],
  ["U32", "u4"],
  ["U64", "u8"],
  ["BOOL", "b1"],
]);

/**
 * Compares the tensors of two safetensors files by their names, and their metadata; null where either is none. Tensors of
 * types without a number of their own, such as 8 bits of floating point, must be the same bytes.
 */
export async function compareSafetensors(
  first: Uint8Array,
  other: Uint8Array,
  tolerance: Tolerance,
): Promise<ValueComparison | null> {
  const [a, b] = [await read(first), await read(other)];
  if (a === null || b === null) return null;
  const deviation = new Deviation(tolerance);
  compareMetadata(a.metadata, b.metadata, deviation);
  const others = new Map(b.tensors.map((tensor) => [tensor.name, tensor]));
  for (const tensor of a.tensors) {
    const match = others.get(tensor.name);
    others.delete(tensor.name);
    compareTensor(tensor, match, { first: dataOf(first), other: dataOf(other) }, deviation);
  }
  for (const tensor of others.values()) deviation.differ(`tensor ${tensor.name}`, null, shapeOf(tensor));
  return deviation.result();
}

async function read(bytes: Uint8Array): Promise<Safetensors | null> {
  try {
    return await readSafetensors(memorySource(bytes), "the file");
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** What follows the header, whose length the first 8 bytes say. */
function dataOf(bytes: Uint8Array): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  return bytes.subarray(8 + Number(length));
}

function compareMetadata(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>, deviation: Deviation): void {
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [one, two] = [a.get(key) ?? null, b.get(key) ?? null];
    if (one !== two) deviation.differ(`metadata ${key}`, one, two);
  }
}

function compareTensor(
  tensor: SafetensorsTensor,
  match: SafetensorsTensor | undefined,
  data: { readonly first: Uint8Array; readonly other: Uint8Array },
  deviation: Deviation,
): void {
  const place = `tensor ${tensor.name}`;
  const [was, is] = [shapeOf(tensor), match === undefined ? null : shapeOf(match)];
  if (match === undefined || was !== is) {
    deviation.differ(place, was, is);
    return;
  }
  const first = data.first.subarray(tensor.start, tensor.end);
  const other = data.other.subarray(match.start, match.end);
  const element = TYPES.get(tensor.type);
  if (element !== undefined) {
    const at = (index: number) => `${place} ${indexText(index, tensor.shape, false)}`;
    compareElements({ element, isLittleEndian: true, first, other, place: at }, deviation);
  } else if (Buffer.compare(first, other) !== 0) {
    deviation.differ(place, `${tensor.type} of some bytes`, `${tensor.type} of other bytes`);
  }
}

function shapeOf({ type, shape }: SafetensorsTensor): string {
  return `${type} [${shape.join(", ")}]`;
}

import { elementsOf } from "./element-counts.ts";
import type { GgufCursor } from "./gguf-cursor.ts";
import { GGUF_TYPES } from "./gguf-types.ts";
import { shown } from "./shown.ts";

/** Far above GGML_MAX_NAME, which is 64 in ggml and more in programs built on it. */
const MAX_NAME_BYTES = 4096;
/** GGML_MAX_DIMS of ggml. */
const MAX_DIMENSIONS = 4;
/** A name's length, an empty name, the number of dimensions, a type and an offset. */
export const LEAST_TENSOR_BYTES = 8 + 4 + 4 + 8;

/** A tensor of a GGUF file. */
export interface GgufTensor {
  /** Untrusted text. */
  readonly name: string;
  /** As ggml writes it: "Q4_K". */
  readonly type: string;
  /** The fastest dimension first, as the format stores it. */
  readonly shape: readonly number[];
  readonly elements: number;
  readonly bytes: number;
  /** In bytes, from the start of the tensors' data. */
  readonly offset: number;
}

/** Reads what is said of `count` tensors. */
export async function readGgufTensors(cursor: GgufCursor, count: number): Promise<GgufTensor[]> {
  const names = new Set<string>();
  const tensors: GgufTensor[] = [];
  for (let index = 0; index < count; index++) {
    const at = cursor.at;
    cursor.reader.step(at);
    const tensor = await readTensor(cursor);
    if (names.has(tensor.name)) throw cursor.reader.problem(at, `the tensor ${shown(tensor.name)} comes twice`);
    names.add(tensor.name);
    tensors.push(tensor);
  }
  return tensors;
}

/**
 * Makes sure that the tensors' data follow one another as ggml's own reader wants it (gguf.cpp), each aligned, and that the
 * file has all of them.
 */
export function checkGgufData(cursor: GgufCursor, tensors: readonly GgufTensor[], alignment: number): void {
  const start = padded(cursor.at, alignment);
  let due = 0;
  for (const { name, offset, bytes } of tensors) {
    const wrong = (what: string) => cursor.reader.problem(start + offset, `tensor ${shown(name)} ${what}`);
    if (offset !== due) throw wrong(`has the offset ${offset}; ${due} was due`);
    const room = cursor.reader.size - start - offset;
    if (bytes > room) throw wrong(`needs ${bytes} bytes, but ${Math.max(room, 0)} follow: the file is cut short`);
    due = padded(offset + bytes, alignment);
  }
}

async function readTensor(cursor: GgufCursor): Promise<GgufTensor> {
  const at = cursor.at;
  const name = await cursor.text("a tensor's name", MAX_NAME_BYTES);
  const wrong = (what: string) => cursor.reader.problem(at, `tensor ${shown(name)}: ${what}`);
  const dimensions = await cursor.uint32();
  if (dimensions > MAX_DIMENSIONS) throw wrong(`${dimensions} dimensions; ggml allows ${MAX_DIMENSIONS}`);
  const shape: number[] = [];
  for (let index = 0; index < dimensions; index++) shape.push(await cursor.size("a dimension"));
  const number = await cursor.uint32();
  const offset = await cursor.size("an offset");
  const type = GGUF_TYPES.get(number);
  if (type === undefined) throw wrong(`the type ${number} is not known`);
  const row = shape[0] ?? 1;
  if (row % type.blockElements !== 0) throw wrong(`rows of ${row}; ${type.name} has blocks of ${type.blockElements}`);
  const elements = elementsOf(shape);
  const bytes = ((elements ?? Number.NaN) / type.blockElements) * type.blockBytes;
  if (elements === undefined || !Number.isSafeInteger(bytes)) throw wrong(`the shape [${shape.join(", ")}] is absurd`);
  return { name, type: type.name, shape, elements, bytes, offset };
}

function padded(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

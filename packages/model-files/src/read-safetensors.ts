import { UserError } from "@airworthy/evidence";
import type { ByteSource } from "./byte-source.ts";
import { countElements, type ElementCounts, elementsOf } from "./element-counts.ts";
import { JsonReader } from "./json-reader.ts";
import { SAFETENSORS_BITS } from "./safetensors-types.ts";
import { shown } from "./shown.ts";

const LENGTH_BYTES = 8;
const OPEN_OBJECT = 0x7b;
/** safetensors' own limit: MAX_HEADER_SIZE in safetensors/src/tensor.rs. */
const MAX_HEADER_BYTES = 100_000_000;
const FIELDS = "dtype, shape and data_offsets";

/** A tensor of a safetensors file. */
export interface SafetensorsTensor {
  /** Untrusted text. */
  readonly name: string;
  /** As the format writes it: "BF16". */
  readonly type: string;
  readonly shape: readonly number[];
  readonly elements: number;
  /** Where its bytes are, [start, end) from the end of the header. */
  readonly start: number;
  readonly end: number;
}

export interface Safetensors {
  /** In the order of their bytes. */
  readonly tensors: readonly SafetensorsTensor[];
  readonly elements: ElementCounts;
  /** The texts of `__metadata__`, by name. Untrusted. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * What the header of a safetensors file says; the tensors' bytes are not read. https://github.com/huggingface/safetensors#format
 * `where` names the file in messages. Throws a UserError, with the byte or the tensor, for anything that the format does
 * not allow, and beyond the reference implementation for keys that come twice, unknown fields, and a header that does not
 * begin with "{" or is padded with anything but spaces.
 */
export async function readSafetensors(source: ByteSource, where: string): Promise<Safetensors> {
  const length = await headerLength(source, where);
  const header = await source.read(LENGTH_BYTES, length);
  if (header[0] !== OPEN_OBJECT) throw new UserError(`${where}, byte ${LENGTH_BYTES}: the header must begin with "{"`);
  const tensors: SafetensorsTensor[] = [];
  const metadata = new Map<string, string>();
  const reader = new JsonReader(header, where, LENGTH_BYTES);
  reader.object((name) => {
    if (name === "__metadata__") reader.object((key) => metadata.set(key, reader.text()));
    else tensors.push(readTensor(reader, name));
  });
  reader.end();
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  checkCoverage(tensors, source.size - LENGTH_BYTES - length, where);
  return { tensors, elements: countElements(tensors), metadata };
}

/** Whether a file's first bytes are those of safetensors: a header's length that the file has room for, then "{". */
export function looksLikeSafetensors(first: Uint8Array, size: number): boolean {
  if (first.length <= LENGTH_BYTES || first[LENGTH_BYTES] !== OPEN_OBJECT) return false;
  const length = lengthIn(first);
  return length >= 2 && length <= MAX_HEADER_BYTES && length <= size - LENGTH_BYTES;
}

async function headerLength(source: ByteSource, where: string): Promise<number> {
  if (source.size < LENGTH_BYTES) {
    throw new UserError(
      `${where} has ${source.size} bytes; safetensors begins with ${LENGTH_BYTES} for the header's length`,
    );
  }
  const length = lengthIn(await source.read(0, LENGTH_BYTES));
  if (length > MAX_HEADER_BYTES) {
    throw new UserError(`${where}: a header of ${length} bytes was given; at most ${MAX_HEADER_BYTES} are allowed`);
  }
  const room = source.size - LENGTH_BYTES;
  if (length > room) {
    throw new UserError(
      `${where}: a header of ${length} bytes was given, but only ${room} bytes follow: it is cut short`,
    );
  }
  return Number(length);
}

function lengthIn(first: Uint8Array): bigint {
  return new DataView(first.buffer, first.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
}

function readTensor(reader: JsonReader, name: string): SafetensorsTensor {
  let type: string | undefined;
  let shape: readonly number[] | undefined;
  let offsets: readonly number[] | undefined;
  const wrong = (what: string) => reader.problem(`tensor ${shown(name)}: ${what}`);
  reader.object((key) => {
    if (key === "dtype") type = reader.text();
    else if (key === "shape") shape = naturals(reader);
    else if (key === "data_offsets") offsets = naturals(reader);
    else throw wrong(`the field ${shown(key)} was given; ${FIELDS} are allowed`);
  });
  if (type === undefined || shape === undefined || offsets === undefined) throw wrong(`${FIELDS} must be given`);
  const bits = SAFETENSORS_BITS.get(type);
  if (bits === undefined) {
    throw wrong(`the dtype ${shown(type)} was given; ${[...SAFETENSORS_BITS.keys()].join(", ")} are known`);
  }
  const elements = elementsOf(shape);
  if (elements === undefined) throw wrong(`the shape ${shownList(shape)} has more than 2^53 - 1 elements`);
  const [start, end] = offsets;
  if (start === undefined || end === undefined || offsets.length !== 2 || end < start) {
    throw wrong(`data_offsets ${shownList(offsets)} were given; a begin and an end not before it are allowed`);
  }
  // In whole numbers beyond 2^53 nothing may be lost by rounding.
  if (BigInt(elements) * BigInt(bits) !== BigInt(end - start) * 8n) {
    throw wrong(`${elements} elements of ${type} do not fill ${end - start} bytes exactly`);
  }
  return { name, type, shape, elements, start, end };
}

function naturals(reader: JsonReader): number[] {
  const numbers: number[] = [];
  reader.list(() => numbers.push(reader.natural()));
  return numbers;
}

/** Every byte after the header belongs to exactly one tensor: nothing hides between them, nothing is used twice. */
function checkCoverage(tensors: readonly SafetensorsTensor[], bytes: number, where: string): void {
  let covered = 0;
  for (const { name, start, end } of tensors) {
    if (start !== covered) {
      const what = start < covered ? "overlaps another tensor" : "leaves a hole before it";
      throw new UserError(`${where}: tensor ${shown(name)} ${what}: it begins at ${start}, and ${covered} was due`);
    }
    covered = end;
  }
  if (covered !== bytes) {
    throw new UserError(`${where}: the tensors take ${covered} bytes, but ${bytes} bytes follow the header`);
  }
}

function shownList(numbers: readonly number[]): string {
  return shown(`[${numbers.slice(0, 20).join(", ")}]`);
}

import { elementsOf } from "./element-counts.ts";
import { type ExternalData, escapingLocation } from "./external-data.ts";
import { MAX_DIMENSIONS, MAX_NAME_BYTES } from "./onnx-limits.ts";
import { type OnnxType, onnxType } from "./onnx-types.ts";
import { type Field, integerOf, integersOf, textOf, walkMessage } from "./protobuf.ts";
import { shown } from "./shown.ts";
import type { WindowedReader } from "./windowed-reader.ts";

/** Fields of TensorProto, SparseTensorProto and StringStringEntryProto in onnx/onnx.proto. */
const TENSOR = { dims: 1, dataType: 2, segment: 3, name: 8, rawData: 9, externalData: 13, dataLocation: 14 } as const;
const TYPED_DATA: readonly number[] = [4, 5, 6, 7, 10, 11];
const SPARSE = { values: 1, indices: 2 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const EXTERNAL = 1;
/** location, offset, length, checksum and basepath are known. */
const MAX_EXTERNAL_ENTRIES = 64;
const WHOLE_NUMBER = /^\d{1,15}$/;

/** What is said of a tensor; its data are not read. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: string;
  readonly elements: number;
  readonly external: ExternalData | undefined;
}

/** Reads a TensorProto. Throws a UserError where its shape and its data do not go together. */
export async function readTensor(reader: WindowedReader, field: Field): Promise<OnnxTensor> {
  const dims: number[] = [];
  const entries: (readonly [string, string])[] = [];
  let name = "";
  let type = onnxType(0);
  let isSegment = false;
  let isExternal = false;
  let rawBytes: number | undefined;
  let typedBytes = 0;
  const addTyped = (part: Field) => {
    typedBytes += part.end - part.at;
  };
  await walkMessage(reader, field, {
    ...Object.fromEntries(TYPED_DATA.map((number) => [number, addTyped])),
    [TENSOR.dims]: async (part) => {
      dims.push(...(await integersOf(reader, part, MAX_DIMENSIONS)));
      if (dims.length > MAX_DIMENSIONS) throw reader.problem(part.at, `more than ${MAX_DIMENSIONS} dimensions`);
    },
    [TENSOR.dataType]: (part) => {
      type = onnxType(integerOf(reader, part));
    },
    [TENSOR.segment]: () => {
      isSegment = true;
    },
    [TENSOR.name]: async (part) => {
      name = await textOf(reader, part, MAX_NAME_BYTES);
    },
    [TENSOR.rawData]: (part) => {
      rawBytes = part.end - part.start;
    },
    [TENSOR.externalData]: async (part) => {
      entries.push(await readEntry(reader, part, MAX_NAME_BYTES));
      if (entries.length > MAX_EXTERNAL_ENTRIES) throw reader.problem(part.at, "external data without end");
    },
    [TENSOR.dataLocation]: (part) => {
      isExternal = integerOf(reader, part) === EXTERNAL;
    },
  });
  const wrong = (what: string) => reader.problem(field.at, `tensor ${shown(name)}: ${what}`);
  const elements = elementsOf(dims);
  if (elements === undefined) throw wrong(`the shape [${dims.join(", ")}] is absurd`);
  const external = isExternal || entries.length > 0 ? externalData(name, elements, entries, wrong) : undefined;
  if (external === undefined && !isSegment) checkStored({ type, elements, rawBytes, typedBytes }, wrong);
  return { name, type: type.name, elements, external };
}

/** The tensors of a SparseTensorProto: the values that are stored, and where they belong. */
export async function readSparseTensor(reader: WindowedReader, field: Field) {
  let values: OnnxTensor | undefined;
  let indices: OnnxTensor | undefined;
  await walkMessage(reader, field, {
    [SPARSE.values]: async (part) => {
      // Readers put two together: what the first says would go unseen.
      if (values !== undefined) throw reader.problem(part.at, "a sparse tensor's values come twice");
      values = await readTensor(reader, part);
    },
    [SPARSE.indices]: async (part) => {
      if (indices !== undefined) throw reader.problem(part.at, "a sparse tensor's indices come twice");
      indices = await readTensor(reader, part);
    },
  });
  return { values, indices };
}

/** Reads a StringStringEntryProto: its key and its value. */
export async function readEntry(reader: WindowedReader, field: Field, maxBytes: number) {
  let key = "";
  let value = "";
  await walkMessage(reader, field, {
    [ENTRY.key]: async (part) => {
      key = await textOf(reader, part, MAX_NAME_BYTES);
    },
    [ENTRY.value]: async (part) => {
      value = await textOf(reader, part, maxBytes);
    },
  });
  return [key, value] as const;
}

interface Stored {
  readonly type: OnnxType;
  readonly elements: number;
  readonly rawBytes: number | undefined;
  /** With their tags: a list of empty texts has no other bytes. */
  readonly typedBytes: number;
}

/** A shape is believed only as far as there are data for it. */
function checkStored({ type, elements, rawBytes, typedBytes }: Stored, wrong: (what: string) => Error): void {
  if (rawBytes !== undefined && type.bits !== undefined) {
    const needed = Math.ceil((elements * type.bits) / 8);
    if (rawBytes !== needed) throw wrong(`${elements} elements of ${type.name} take ${needed} bytes, not ${rawBytes}`);
  }
  // No element takes less than a bit.
  const stored = (rawBytes ?? 0) + typedBytes;
  if (elements > 8 * stored) throw wrong(`${elements} elements cannot be in ${stored} bytes`);
}

function externalData(
  tensor: string,
  elements: number,
  entries: readonly (readonly [string, string])[],
  wrong: (what: string) => Error,
): ExternalData {
  const given = new Map<string, string>();
  for (const [key, value] of entries) {
    if (given.has(key)) throw wrong(`external data gives ${shown(key)} twice`);
    given.set(key, value);
  }
  const bytes = (key: string) => {
    const text = given.get(key);
    if (text !== undefined && !WHOLE_NUMBER.test(text)) throw wrong(`external data gives ${shown(text)} as ${key}`);
    return text === undefined ? undefined : Number(text);
  };
  const location = given.get("location") ?? "";
  const length = bytes("length");
  if (length !== undefined && elements > 8 * length) throw wrong(`${elements} elements cannot be in ${length} bytes`);
  return { tensor, location, offset: bytes("offset") ?? 0, length, elements, isEscaping: escapingLocation(location) };
}

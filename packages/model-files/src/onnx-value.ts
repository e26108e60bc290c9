import type { ModelValue } from "./model-value.ts";
import { MAX_DIMENSIONS, MAX_NAME_BYTES } from "./onnx-limits.ts";
import { onnxType } from "./onnx-types.ts";
import { type Field, integerOf, textOf, walkMessage } from "./protobuf.ts";
import type { WindowedReader } from "./windowed-reader.ts";

/** Fields of ValueInfoProto, TypeProto and its parts in onnx/onnx.proto. */
const VALUE = { name: 1, type: 2 } as const;
const TYPE = { tensor: 1, sequence: 4, map: 5, opaque: 7, sparse: 8, optional: 9 } as const;
const TENSOR = { elementType: 1, shape: 2 } as const;
const DIMENSION = { value: 1, parameter: 2 } as const;
const SHAPE_DIMENSION = 1;
/** Of a sequence and of an optional. */
const INNER = 1;
const MAP = { key: 1, value: 2 } as const;

type Size = number | string | null;
type Shape = readonly Size[] | null;
type OnnxValueType = Pick<ModelValue, "type" | "shape">;

const NOT_GIVEN: OnnxValueType = { type: "undefined", shape: null };

/** Reads a ValueInfoProto; types are written as ONNX Runtime does: "tensor(float)", "seq(map(int64,tensor(float)))". */
export async function readValueInfo(reader: WindowedReader, field: Field): Promise<ModelValue & { name: string }> {
  let name = "";
  let type = NOT_GIVEN;
  await walkMessage(reader, field, {
    [VALUE.name]: async (part) => {
      name = await textOf(reader, part, MAX_NAME_BYTES);
    },
    [VALUE.type]: async (part) => {
      type = await readType(reader, part);
    },
  });
  return { name, ...type };
}

async function readType(reader: WindowedReader, field: Field): Promise<OnnxValueType> {
  let type = NOT_GIVEN;
  const is = (read: (part: Field) => Promise<OnnxValueType>) => async (part: Field) => {
    type = await read(part);
  };
  await walkMessage(reader, field, {
    [TYPE.tensor]: is((part) => readTensorType(reader, part, "tensor")),
    [TYPE.sparse]: is((part) => readTensorType(reader, part, "sparse_tensor")),
    [TYPE.sequence]: is(async (part) => ({ type: `seq(${await innerType(reader, part)})`, shape: null })),
    [TYPE.optional]: is(async (part) => ({ type: `optional(${await innerType(reader, part)})`, shape: null })),
    [TYPE.map]: is(async (part) => ({ type: await mapType(reader, part), shape: null })),
    [TYPE.opaque]: is(async () => ({ type: "opaque", shape: null })),
  });
  return type;
}

async function readTensorType(reader: WindowedReader, field: Field, word: string): Promise<OnnxValueType> {
  let element = onnxType(0);
  let shape: Shape = null;
  await walkMessage(reader, field, {
    [TENSOR.elementType]: (part) => {
      element = onnxType(integerOf(reader, part));
    },
    [TENSOR.shape]: async (part) => {
      shape = await readShape(reader, part);
    },
  });
  return { type: `${word}(${element.name})`, shape };
}

async function readShape(reader: WindowedReader, field: Field): Promise<Size[]> {
  const shape: Size[] = [];
  await walkMessage(reader, field, {
    [SHAPE_DIMENSION]: async (part) => {
      shape.push(await readSize(reader, part));
      if (shape.length > MAX_DIMENSIONS) throw reader.problem(part.at, `more than ${MAX_DIMENSIONS} dimensions`);
    },
  });
  return shape;
}

/** Some exporters write -1 or an empty name for a size that is free. */
async function readSize(reader: WindowedReader, field: Field): Promise<Size> {
  let size: Size = null;
  await walkMessage(reader, field, {
    [DIMENSION.value]: (part) => {
      const value = integerOf(reader, part);
      size = value < 0 ? null : value;
    },
    [DIMENSION.parameter]: async (part) => {
      size = (await textOf(reader, part, MAX_NAME_BYTES)) || null;
    },
  });
  return size;
}

async function innerType(reader: WindowedReader, field: Field): Promise<string> {
  let type = NOT_GIVEN.type;
  await walkMessage(reader, field, {
    [INNER]: async (part) => {
      type = (await readType(reader, part)).type;
    },
  });
  return type;
}

async function mapType(reader: WindowedReader, field: Field): Promise<string> {
  let key = onnxType(0);
  let value = NOT_GIVEN.type;
  await walkMessage(reader, field, {
    [MAP.key]: (part) => {
      key = onnxType(integerOf(reader, part));
    },
    [MAP.value]: async (part) => {
      value = (await readType(reader, part)).type;
    },
  });
  return `map(${key.name},${value})`;
}

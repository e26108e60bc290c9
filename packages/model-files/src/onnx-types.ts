/** An element's type: its name as ONNX Runtime writes it, and its size where the bytes of a tensor follow from it. */
export interface OnnxType {
  readonly name: string;
  readonly bits: number | undefined;
}

/** By number: TensorProto.DataType of onnx 1.23, onnx/onnx.proto. */
const ONNX_TYPES: ReadonlyMap<number, OnnxType> = new Map([
  [1, { name: "float", bits: 32 }],
  [2, { name: "uint8", bits: 8 }],
  [3, { name: "int8", bits: 8 }],
  [4, { name: "uint16", bits: 16 }],
  [5, { name: "int16", bits: 16 }],
  [6, { name: "int32", bits: 32 }],
  [7, { name: "int64", bits: 64 }],
  [8, { name: "string", bits: undefined }],
  [9, { name: "bool", bits: 8 }],
  [10, { name: "float16", bits: 16 }],
  [11, { name: "double", bits: 64 }],
  [12, { name: "uint32", bits: 32 }],
  [13, { name: "uint64", bits: 64 }],
  [14, { name: "complex64", bits: 64 }],
  [15, { name: "complex128", bits: 128 }],
  [16, { name: "bfloat16", bits: 16 }],
  [17, { name: "float8e4m3fn", bits: 8 }],
  [18, { name: "float8e4m3fnuz", bits: 8 }],
  [19, { name: "float8e5m2", bits: 8 }],
  [20, { name: "float8e5m2fnuz", bits: 8 }],
  [21, { name: "uint4", bits: 4 }],
  [22, { name: "int4", bits: 4 }],
  [23, { name: "float4e2m1", bits: 4 }],
  [24, { name: "float8e8m0", bits: 8 }],
  [25, { name: "uint2", bits: 2 }],
  [26, { name: "int2", bits: 2 }],
  // How six bits are packed is not settled between versions of ONNX.
  [27, { name: "float6e2m3", bits: undefined }],
  [28, { name: "float6e3m2", bits: undefined }],
]);

/** The type of a number; a number that is not known is named by itself. */
export function onnxType(number: number): OnnxType {
  return ONNX_TYPES.get(number) ?? { name: number === 0 ? "undefined" : `type${number}`, bits: undefined };
}

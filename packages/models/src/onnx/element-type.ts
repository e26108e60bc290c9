/** What of a tensor is sent between processes and given to the runtime. */
export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | string[];

/** The types of elements that can be filled in and read, in the words of the runtime's JavaScript interface. */
export const ELEMENT_TYPES = [
  "float32",
  "float64",
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "int64",
  "uint64",
  "bool",
  "string",
] as const;

export type ElementType = (typeof ELEMENT_TYPES)[number];

/** As ONNX has them where its words are others. */
const ONNX_WORDS: ReadonlyMap<string, ElementType> = new Map([
  ["float", "float32"],
  ["double", "float64"],
]);

/** The element type of a value's type as ONNX writes it, "tensor(float)"; null of one that cannot be filled in or read. */
export function elementTypeOf(onnxType: string): ElementType | null {
  const word = /^tensor\((\w+)\)$/.exec(onnxType)?.[1] ?? "";
  return ONNX_WORDS.get(word) ?? ELEMENT_TYPES.find((type) => type === word) ?? null;
}

/** A tensor that is being filled in. */
export interface TensorFilling {
  readonly data: TensorData;
  /** False for a value that the type cannot hold: nothing is rounded, cut off or taken for something else. */
  set(index: number, value: unknown): boolean;
}

export function fillingOf(type: ElementType, length: number): TensorFilling {
  switch (type) {
    case "float32":
      return fillFloats(new Float32Array(length));
    case "float64":
      return fillFloats(new Float64Array(length));
    case "int8":
      return fillIntegers(new Int8Array(length), -(2 ** 7), 2 ** 7 - 1);
    case "uint8":
      return fillIntegers(new Uint8Array(length), 0, 2 ** 8 - 1);
    case "int16":
      return fillIntegers(new Int16Array(length), -(2 ** 15), 2 ** 15 - 1);
    case "uint16":
      return fillIntegers(new Uint16Array(length), 0, 2 ** 16 - 1);
    case "int32":
      return fillIntegers(new Int32Array(length), -(2 ** 31), 2 ** 31 - 1);
    case "uint32":
      return fillIntegers(new Uint32Array(length), 0, 2 ** 32 - 1);
    case "int64":
      return fillBigIntegers(new BigInt64Array(length), Number.MIN_SAFE_INTEGER);
    case "uint64":
      return fillBigIntegers(new BigUint64Array(length), 0);
    case "bool":
      return fillTruths(new Uint8Array(length));
    case "string":
      return fillTexts(new Array<string>(length).fill(""));
  }
}

/** NaN is let through for whoever declares it; a number too large for the type would become infinite. */
function fillFloats(data: Float32Array | Float64Array): TensorFilling {
  return {
    data,
    set(index, value) {
      if (typeof value !== "number") return false;
      data[index] = value;
      const stored = data[index];
      return stored !== Number.POSITIVE_INFINITY && stored !== Number.NEGATIVE_INFINITY;
    },
  };
}

function fillIntegers(
  data: Exclude<TensorData, BigInt64Array | BigUint64Array | string[]>,
  least: number,
  most: number,
) {
  return {
    data,
    set(index: number, value: unknown) {
      if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) return false;
      data[index] = value;
      return true;
    },
  };
}

/** Beyond the safe integers JSON's numbers are no longer what was written. */
function fillBigIntegers(data: BigInt64Array | BigUint64Array, least: number): TensorFilling {
  return {
    data,
    set(index, value) {
      if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least) return false;
      data[index] = BigInt(value);
      return true;
    },
  };
}

function fillTruths(data: Uint8Array): TensorFilling {
  return {
    data,
    set(index, value) {
      if (value !== true && value !== false && value !== 0 && value !== 1) return false;
      data[index] = Number(value);
      return true;
    },
  };
}

function fillTexts(data: string[]): TensorFilling {
  return {
    data,
    set(index, value) {
      if (typeof value !== "string") return false;
      data[index] = value;
      return true;
    },
  };
}

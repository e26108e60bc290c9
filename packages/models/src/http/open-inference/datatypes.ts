/** The Open Inference Protocol's tensor data types: https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol */
export const DATATYPES = [
  "BOOL",
  "UINT8",
  "UINT16",
  "UINT32",
  "UINT64",
  "INT8",
  "INT16",
  "INT32",
  "INT64",
  "FP16",
  "FP32",
  "FP64",
  "BYTES",
] as const;

export type Datatype = (typeof DATATYPES)[number];

/** Least and greatest; of 64 bits only what JSON's numbers hold exactly. */
const INTEGERS: Partial<Record<Datatype, readonly [number, number]>> = {
  UINT8: [0, 2 ** 8 - 1],
  UINT16: [0, 2 ** 16 - 1],
  UINT32: [0, 2 ** 32 - 1],
  UINT64: [0, Number.MAX_SAFE_INTEGER],
  INT8: [-(2 ** 7), 2 ** 7 - 1],
  INT16: [-(2 ** 15), 2 ** 15 - 1],
  INT32: [-(2 ** 31), 2 ** 31 - 1],
  INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** The greatest of the formats of IEEE 754; beyond it there is only infinity. */
const FLOATS: Partial<Record<Datatype, number>> = { FP16: 65_504, FP32: 3.4028234663852886e38, FP64: Number.MAX_VALUE };

/** Whether a value can be an element of a tensor of that type. */
export function isElement(value: unknown, datatype: Datatype): boolean {
  if (datatype === "BYTES") return typeof value === "string";
  if (datatype === "BOOL") return typeof value === "boolean" || value === 0 || value === 1;
  if (typeof value !== "number") return false;
  const range = INTEGERS[datatype];
  if (range !== undefined) return Number.isInteger(value) && value >= range[0] && value <= range[1];
  return Math.abs(value) <= (FLOATS[datatype] ?? 0);
}

/** The elements of a tensor's data, row-major, whether it is nested or flat. Throws a RangeError beyond 64 levels or `most` elements. */
export function flatten(data: unknown, most: number): unknown[] {
  const flat: unknown[] = [];
  const take = (value: unknown, depth: number): void => {
    if (!Array.isArray(value)) {
      flat.push(value);
      if (flat.length > most) throw new RangeError(`more than ${most} elements`);
      return;
    }
    if (depth > 64) throw new RangeError("nested too deeply");
    for (const item of value) take(item, depth + 1);
  };
  take(data, 0);
  return flat;
}

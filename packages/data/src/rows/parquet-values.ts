import type { ParquetParsers } from "hyparquet";

const MILLISECONDS_A_DAY = 86_400_000;
const NANOSECONDS_A_MILLISECOND = 1_000_000n;
/** A list in a list in a list … : deeper is no table. */
const MAX_DEPTH = 32;

/** Dates and times as ISO 8601 text to their last digit, texts strictly as UTF-8; nothing that JSON has no word for. */
export const PARSERS: Partial<ParquetParsers> = {
  dateFromDays: (days) => new Date(days * MILLISECONDS_A_DAY).toISOString().replace(/T.*/, ""),
  timestampFromMilliseconds: (millis) => timeText(BigInt(millis) * NANOSECONDS_A_MILLISECOND),
  timestampFromMicroseconds: (micros) => timeText(BigInt(micros) * 1000n),
  timestampFromNanoseconds: (nanos) => timeText(BigInt(nanos)),
  stringFromBytes: textOf,
  jsonFromBytes: (bytes) => {
    const value: unknown = JSON.parse(textOf(bytes));
    return value;
  },
};

/**
 * A value as JSON has it: whole numbers that a number cannot hold become text, nothing becomes null. Throws an Error for
 * bytes that are no text, and for lists in lists without end.
 */
export function jsonValue(value: unknown, depth = 0): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== "object") return value;
  if (depth === MAX_DEPTH) throw new Error(`values nest deeper than ${MAX_DEPTH} levels`);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) throw new Error("there are bytes where text, numbers and dates are allowed");
  if (Array.isArray(value)) return value.map((item: unknown) => jsonValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonValue(item, depth + 1)]));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Such as 2024-02-29T12:00:00.123456Z: more digits than three only where there are any. */
function timeText(nanos: bigint): string {
  const below = ((nanos % NANOSECONDS_A_MILLISECOND) + NANOSECONDS_A_MILLISECOND) % NANOSECONDS_A_MILLISECOND;
  const text = new Date(Number((nanos - below) / NANOSECONDS_A_MILLISECOND)).toISOString();
  if (below === 0n) return text;
  const digits = String(below).padStart(6, "0").replace(/000$/, "");
  return text.replace("Z", `${digits}Z`);
}

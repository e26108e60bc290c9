import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonValue, PARSERS } from "./parquet-values.ts";

test("times are written to their last digit, and no further", () => {
  // 2024-02-29T12:00:00Z is 1,709,208,000 seconds after 1970.
  expect(PARSERS.timestampFromMilliseconds?.(1_709_208_000_123n)).toBe("2024-02-29T12:00:00.123Z");
  expect(PARSERS.timestampFromMicroseconds?.(1_709_208_000_123_456n)).toBe("2024-02-29T12:00:00.123456Z");
  expect(PARSERS.timestampFromMicroseconds?.(1_709_208_000_123_000n)).toBe("2024-02-29T12:00:00.123Z");
  expect(PARSERS.timestampFromNanoseconds?.(1_709_208_000_123_456_789n)).toBe("2024-02-29T12:00:00.123456789Z");
  expect(PARSERS.timestampFromNanoseconds?.(-1n)).toBe("1969-12-31T23:59:59.999999999Z");
  expect(PARSERS.dateFromDays?.(19_782)).toBe("2024-02-29");
});

test("whole numbers are numbers as long as a number holds them, else their digits", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }), (value) => {
      const read = jsonValue(value);
      expect(BigInt(String(read))).toBe(value);
      expect(typeof read).toBe(value > 2n ** 53n - 1n || value < -(2n ** 53n) + 1n ? "string" : "number");
    }),
  );
});

test("lists and structures are JSON all the way down; nothing is null", () => {
  const value = { a: [1n, undefined, new Date(0)], b: { c: 2n ** 60n } };
  expect(jsonValue(value)).toEqual({ a: [1, null, "1970-01-01T00:00:00.000Z"], b: { c: "1152921504606846976" } });
});

test("bytes that are no text are refused, and lists in lists without end", () => {
  expect(() => jsonValue([new Uint8Array(2)])).toThrow("there are bytes");
  expect(() => PARSERS.stringFromBytes?.(Uint8Array.of(0xff))).toThrow(TypeError);
  let deep: unknown = 1;
  for (let level = 0; level < 40; level++) deep = [deep];
  expect(() => jsonValue(deep)).toThrow("nest deeper");
});

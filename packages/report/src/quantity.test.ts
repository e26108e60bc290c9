import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMagnitude, formatSigned, formatValue, isNoise, type Unit } from "./quantity.ts";

const UNITS: readonly Unit[] = ["rate", "number", "count", "milliseconds", "seconds", "bytes", "dollars", "euros"];

test.each<[Unit, readonly (readonly [number, string])[]]>([
  [
    "rate",
    [
      [0.152, "15.2 %"],
      [0.99996, "> 99.9 %"],
      [12.5, "1,250.0 %"],
      [1e15, "1e17 %"],
    ],
  ],
  [
    "number",
    [
      [0.8123, "0.812"],
      [0.005, "0.005"],
      [1234.5, "1,234.50"],
      [123456789, "123,456,789"],
      [1e-7, "1e−7"],
    ],
  ],
  [
    "count",
    [
      [3003, "3,003"],
      [23.4, "23.4"],
      [0, "0"],
      [123456789012345, "123,456,789,012,345"],
    ],
  ],
  [
    "milliseconds",
    [
      [1234.5, "1,234.5 ms"],
      [12, "12.0 ms"],
      [0.05, "0.05 ms"],
    ],
  ],
  [
    "seconds",
    [
      [2.5, "2.50 s"],
      [0.004, "0.004 s"],
    ],
  ],
  [
    "bytes",
    [
      [999, "999 B"],
      [1000, "1.0 kB"],
      [12_345_678, "12.3 MB"],
      [5e9, "5.0 GB"],
      [2e15, "2,000.0 TB"],
    ],
  ],
  [
    "dollars",
    [
      [0.0012, "$0.0012"],
      [0.5, "$0.50"],
      [1234.5, "$1,234.50"],
      [-0.25, "−$0.25"],
      [2.5e-7, "$2.5e−7"],
    ],
  ],
  ["euros", [[19.9, "€19.90"]]],
])("a %s is written in its unit, with as many digits as its size asks for", (unit, cases) => {
  for (const [value, text] of cases) expect(formatValue(value, unit)).toBe(text);
});

test("values that stand in one row are all in the unit of the largest", () => {
  expect([12_345_678, 345_678, 0].map((value) => formatValue(value, "bytes", 12_345_678))).toEqual([
    "12.3 MB",
    "0.35 MB",
    "0.0 MB",
  ]);
  expect(formatSigned(-500, "bytes", 2_000_000)).toBe("−0.0005 MB");
});

test("a difference of rates is in points, of others in their unit, with a sign where asked", () => {
  expect(UNITS.map((unit) => formatMagnitude(-0.25, unit))).toEqual([
    "25.0 pp",
    "0.250",
    "0.25",
    "0.25 ms",
    "0.25 s",
    "0.25 B",
    "$0.25",
    "€0.25",
  ]);
  expect(UNITS.map((unit) => formatSigned(1.5, unit))).toEqual([
    "+150.0 pp",
    "+1.500",
    "+1.5",
    "+1.5 ms",
    "+1.50 s",
    "+1.5 B",
    "+$1.50",
    "+€1.50",
  ]);
  expect(formatSigned(1e12, "rate")).toBe("+100,000,000,000,000 pp");
});

test("what is no number is said in words, without a unit", () => {
  for (const unit of UNITS) {
    for (const format of [formatValue, formatMagnitude, formatSigned])
      expect(format(Number.NaN, unit)).toBe("not a number");
    expect(formatValue(Number.NEGATIVE_INFINITY, unit)).toBe("−infinite");
  }
});

test("noise is told by the size of what was compared; a rate's by itself", () => {
  expect(isNoise(0.1 + 0.2 - 0.3, "number", 0.3)).toBe(true);
  expect(isNoise(1e-7, "dollars", 1e-6)).toBe(false);
  expect(isNoise(1e-7, "number", 1e9)).toBe(true);
  expect(isNoise(1e-10, "rate", 1e-9)).toBe(true);
});

test("no number but zero reads as zero, none as minus zero or with a bare hyphen, and its sign is its own", () => {
  const value = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.double({ min: -1, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(value, fc.constantFrom(...UNITS.filter((unit) => unit !== "rate")), (number, unit) => {
      const text = formatValue(number, unit);
      expect(text).toMatch(/^−?[$€]?[\d,]+(\.\d+)?(e−?\d+)?( (ms|s|[kMGT]?B))?$/);
      expect(/[1-9]/.test(text.replace(/e.*/, ""))).toBe(number !== 0);
      expect(text.startsWith("−")).toBe(number < 0);
    }),
    { numRuns: 1_000 },
  );
});

test("what is written is the number to at least two digits", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e20, noNaN: true }), (number) => {
      const read = Number(formatValue(number, "number").replaceAll(",", "").replace("−", "-"));
      expect(Math.abs(read - number)).toBeLessThanOrEqual(0.051 * number);
    }),
  );
});

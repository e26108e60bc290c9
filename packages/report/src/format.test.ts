import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCount, formatCounted, formatNumber, formatPercent, formatPoints, formatSignedPoints } from "./format.ts";

test("fractions read as percent with one decimal", () => {
  expect([0.152, 0.796, 0, 1, 0.0707, 1.5].map(formatPercent)).toEqual([
    "15.2 %",
    "79.6 %",
    "0.0 %",
    "100.0 %",
    "7.1 %",
    "150.0 %",
  ]);
});

test("what is not quite none or all never reads as none or all", () => {
  expect([0.0004, 0.99996, 0.0005, 0.9994].map(formatPercent)).toEqual(["< 0.1 %", "> 99.9 %", "0.1 %", "99.9 %"]);
});

test("0.07 is 7.0 points, not 7.000000000000001", () => {
  expect(formatPoints(0.07)).toBe("7.0 pp");
  expect(formatPoints(0.796 - 0.152)).toBe("64.4 pp");
  expect(formatSignedPoints(0.3 - 0.1 - 0.2)).toBe("0.0 pp");
});

test("signs are written, a minus as a minus sign, none for zero", () => {
  expect([0.6, -0.012, 0, -0, 1e-17, -1e-17].map(formatSignedPoints)).toEqual([
    "+60.0 pp",
    "−1.2 pp",
    "0.0 pp",
    "0.0 pp",
    "0.0 pp",
    "0.0 pp",
  ]);
});

test("a small real difference of rates is not shown as none", () => {
  expect(formatPoints(0.0004)).toBe("0.04 pp");
  expect(formatPoints(0.000001)).toBe("< 0.01 pp");
  expect([0.000001, -0.000001].map(formatSignedPoints)).toEqual(["< +0.01 pp", "> −0.01 pp"]);
  expect(formatNumber(-0.0004)).toBe("> −0.001");
});

test("counts have their thousands apart", () => {
  expect([0, 7, 3003, 1_234_567, -3003, -0].map(formatCount)).toEqual(["0", "7", "3,003", "1,234,567", "−3,003", "0"]);
  expect(formatCounted(1, "row")).toBe("1 row");
  expect(formatCounted(3003, "row")).toBe("3,003 rows");
  expect(formatCounted(2, "query", "queries")).toBe("2 queries");
});

test("what is no number is said in words", () => {
  for (const format of [formatPercent, formatPoints, formatSignedPoints, formatNumber, formatCount]) {
    expect(format(Number.NaN)).toBe("not a number");
    expect(format(Number.POSITIVE_INFINITY)).toBe("infinite");
    expect(format(Number.NEGATIVE_INFINITY)).toBe("−infinite");
  }
});

test("no number at all reads as minus zero, in exponents or as a bare hyphen", () => {
  const anyNumber = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(anyNumber, (value) => {
      for (const text of [
        formatPercent(value),
        formatPoints(value),
        formatSignedPoints(value),
        formatNumber(value),
        formatCount(value),
      ]) {
        expect(text).toMatch(/^([<>] )?[+−]?[\d,]+(\.\d+)?( %| pp)?$/);
        expect(text).not.toMatch(/−[0.,]+( |$)/);
      }
    }),
  );
});

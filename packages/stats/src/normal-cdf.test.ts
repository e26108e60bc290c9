import fc from "fast-check";
import { expect, test } from "vitest";
import { normalQuantile } from "./normal.ts";
import { normalCdf } from "./normal-cdf.ts";

test("it gives the values of the tables, far into the tail", () => {
  // Abramowitz and Stegun, table 26.1 (15 decimals), and table 26.2: -lg Q(10) = 23.11805, -lg Q(20) = 88.56010.
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 15);
  expect(normalCdf(2)).toBeCloseTo(0.977249868051821, 15);
  expect(normalCdf(-10)).toBeGreaterThan(0);
  expect(-Math.log10(normalCdf(-10))).toBeCloseTo(23.11805, 5);
  expect(-Math.log10(normalCdf(-20))).toBeCloseTo(88.5601, 4);
});

test("it is the inverse of the quantile, to 12 digits of the share", () => {
  fc.assert(
    fc.property(fc.double({ min: -300, max: -0.302, noNaN: true }), (exponent) => {
      const p = 10 ** exponent;
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
    }),
  );
});

test("it rises, is symmetric, and joins where the formula changes", () => {
  fc.assert(
    fc.property(fc.double({ min: -38, max: 8, noNaN: true }), (z) => {
      expect(normalCdf(z)).toBeLessThanOrEqual(normalCdf(z + 0.001));
      expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15);
    }),
  );
  expect(normalCdf(-2 + 1e-13) / normalCdf(-2)).toBeCloseTo(1, 11);
});

test("of the infinities it is 0 and 1, and NaN is refused", () => {
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
});

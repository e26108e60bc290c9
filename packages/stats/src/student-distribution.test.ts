import fc from "fast-check";
import { expect, test } from "vitest";
import { normalQuantile } from "./normal.ts";
import { studentTCdf, studentTQuantile, studentTwoSided } from "./student-distribution.ts";

const degrees = fc.double({ min: 1, max: 1e8, noNaN: true });

test("quantiles are those of Student's tables", () => {
  // Abramowitz and Stegun, table 26.10: 0.975 and 0.995.
  for (const [df, at975, at995] of [
    [1, 12.706, 63.657],
    [2, 4.303, 9.925],
    [10, 2.228, 3.169],
    [30, 2.042, 2.75],
    [120, 1.98, 2.617],
  ] as const) {
    expect(studentTQuantile(0.975, df)).toBeCloseTo(at975, 3);
    expect(studentTQuantile(0.995, df)).toBeCloseTo(at995, 3);
  }
});

test("with 1 and 2 degrees of freedom it is the closed form, in far tails and next to the centre", () => {
  for (const t of [1e-9, 0.01, 0.6, 3, 1e5, 1e12]) {
    expect(Math.abs(studentTCdf(-t, 1) / (Math.atan2(1, t) / Math.PI) - 1)).toBeLessThan(1e-13);
    // 1/2 - t / (2 sqrt(2 + t^2)), without the subtraction.
    const root = Math.sqrt(2 + t * t);
    expect(Math.abs(studentTCdf(-t, 2) / (1 / (root * (root + t))) - 1)).toBeLessThan(1e-13);
  }
  expect(studentTQuantile(0.5 + 1e-10, 1) / Math.tan(Math.PI * (0.5 + 1e-10 - 0.5))).toBeCloseTo(1, 12);
  expect(studentTQuantile(1e-100, 1) * Math.PI * 1e-100).toBeCloseTo(-1, 12);
});

test("the quantile is the inverse, odd about one half", () => {
  fc.assert(
    fc.property(degrees, fc.double({ min: -30, max: -0.0001, noNaN: true }), (df, exponent) => {
      const p = 10 ** exponent;
      const t = studentTQuantile(p, df);
      if (p < 0.4) expect(Math.abs(studentTCdf(t, df) / p - 1)).toBeLessThan(1e-11);
      else expect(studentTCdf(t, df)).toBeCloseTo(p, 12);
      if (p > 0.001) expect(studentTQuantile(1 - p, df)).toBeCloseTo(-t, 9);
    }),
  );
});

test("it nears the normal distribution as the degrees of freedom grow, by Fisher's expansion, and is it at infinity", () => {
  for (const z of [0.3, 1.96, 5]) {
    const p = studentTwoSided(z, Number.POSITIVE_INFINITY);
    // Abramowitz and Stegun 26.7.12: the tail grows by phi(z) z (z^2 + 1) / (4 df), twice that on both sides.
    const growth = (2 * Math.exp((-z * z) / 2) * z * (z * z + 1)) / Math.sqrt(2 * Math.PI) / 4e9;
    expect(Math.abs((studentTwoSided(z, 1e9) - p) / growth - 1)).toBeLessThan(1e-4);
    expect(studentTwoSided(z, 1e12) / p).toBeCloseTo(1, 9);
  }
  expect(studentTQuantile(0.9, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.9));
  expect(studentTQuantile(0.9, Number.MAX_VALUE)).toBe(normalQuantile(0.9));
  expect(studentTwoSided(3, 1e160)).toBe(studentTwoSided(3, Number.POSITIVE_INFINITY));
});

test("ends, centre and infinities are what they are", () => {
  expect(studentTwoSided(0, 5)).toBe(1);
  expect(studentTwoSided(Number.POSITIVE_INFINITY, 5)).toBe(0);
  expect(studentTCdf(Number.NEGATIVE_INFINITY, 5)).toBe(0);
  expect(studentTQuantile(0.5, 5)).toBe(0);
  expect(studentTQuantile(0, 5)).toBe(Number.NEGATIVE_INFINITY);
  expect(studentTQuantile(1, 5)).toBe(Number.POSITIVE_INFINITY);
  expect(studentTQuantile(1e-300, 1)).toBe(Number.NEGATIVE_INFINITY);
});

test("no degrees of freedom, NaN and what is no probability are refused", () => {
  for (const df of [0, -1, Number.NaN]) {
    expect(() => studentTwoSided(1, df)).toThrow(RangeError);
    expect(() => studentTQuantile(0.9, df)).toThrow(RangeError);
  }
  expect(() => studentTwoSided(Number.NaN, 3)).toThrow(RangeError);
  expect(() => studentTQuantile(1.1, 3)).toThrow(RangeError);
});

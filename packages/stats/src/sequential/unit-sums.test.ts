import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentsOf, sampleVariance } from "../moments.ts";
import { covarianceOf, meanOfUnits, ratioOfUnits, varianceOf } from "./unit-sums.ts";

describe("a mean from sums", () => {
  test("is that of the values, and so is its variance", () => {
    // Values so small that their squares are no longer normal numbers are not what anyone measures.
    const value = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((whole) => whole / 1_000);
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), (some) => {
        const sum = some.reduce((total, value) => total + value, 0);
        const squares = some.reduce((total, value) => total + value ** 2, 0);
        const { value: mean, unitVariance, units } = meanOfUnits({ units: some.length, sum, squares });
        const expected = momentsOf(some);
        expect(units).toBe(some.length);
        expect(mean).toBeCloseTo(expected.mean, 9);
        expect(Math.abs(unitVariance - sampleVariance(expected))).toBeLessThanOrEqual(1e-9 * squares);
      }),
    );
  });

  test("knows no variance of one unit", () => {
    expect(meanOfUnits({ units: 1, sum: 3, squares: 9 }).unitVariance).toBe(Number.POSITIVE_INFINITY);
    expect(meanOfUnits({ units: 0, sum: 0, squares: 0 }).unitVariance).toBe(Number.POSITIVE_INFINITY);
  });

  test("takes what rounding leaves of equal values for no variance", () => {
    let [sum, squares] = [0, 0];
    for (let unit = 0; unit < 100_000; unit++) {
      sum += 0.1;
      squares += 0.1 * 0.1;
    }
    expect(varianceOf({ units: 100_000, sum, squares })).toBe(0);
  });

  test.each([
    [2, 4, 7],
    [0, 1, 1],
    [0, 0, 1],
    [1.5, 1, 1],
    [-1, 1, 1],
    [2, Number.NaN, 1],
    [2, 1, Number.NaN],
    [2, 1, Number.POSITIVE_INFINITY],
    [2, 0, -1],
  ])("refuses %d units of the sum %d and the sum of squares %d", (units, sum, squares) => {
    expect(() => meanOfUnits({ units, sum, squares })).toThrow(RangeError);
  });
});

describe("a ratio from sums", () => {
  // Clicks 1, 2, 3 of views 2, 2, 5.
  const sums = { units: 3, sum: 6, squares: 14, otherSum: 9, otherSquares: 33, products: 21 };

  test("has the delta method's variance", () => {
    // By hand: variances 1 and 3, covariance 1.5, ratio 2/3, 3 views a user: (1 - 2 · 2/3 · 1.5 + 4/9 · 3) / 9.
    const { value, unitVariance } = ratioOfUnits(sums);
    expect(value).toBeCloseTo(2 / 3, 15);
    expect(unitVariance).toBeCloseTo(1 / 27, 15);
    expect(covarianceOf(sums)).toBeCloseTo(1.5, 15);
  });

  test("of an equal number of everything is a mean", () => {
    const once = { units: 3, sum: 6, squares: 14, otherSum: 3, otherSquares: 3, products: 6 };
    expect(ratioOfUnits(once)).toEqual(meanOfUnits(once));
  });

  test("refuses products that no values have", () => {
    expect(() => ratioOfUnits({ ...sums, products: 30 })).toThrow(RangeError);
    expect(() => ratioOfUnits({ ...sums, products: Number.NaN })).toThrow(RangeError);
  });
});

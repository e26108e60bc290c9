import fc from "fast-check";
import { expect, test } from "vitest";
import { momentsOf, sampleVariance } from "./moments.ts";

test("NIST's NumAcc4, around ten million: mean 10000000.2 and standard deviation 0.1 to nine digits", () => {
  // StRD, univariate, higher difficulty: 10000000.2, then 10000000.1 and 10000000.3 by turns, 1001 in all.
  const values = Array.from({ length: 1001 }, (_, i) => (i === 0 ? 10000000.2 : i % 2 === 1 ? 10000000.1 : 10000000.3));
  const moments = momentsOf(values);
  expect(moments.mean).toBeCloseTo(10000000.2, 7);
  expect(Math.sqrt(sampleVariance(moments))).toBeCloseTo(0.1, 8);
});

test("weights count as so many of the same value, and those of zero as none: by hand", () => {
  expect(momentsOf([1, 5, 9], [3, 1, 0])).toEqual({ count: 2, weight: 4, mean: 2, squares: 12 });
});

test("whole weights give the mean and the squares of the values repeated, and scaling them the same variance", () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 5 })), { minLength: 2 });
  fc.assert(
    fc.property(rows, (pairs) => {
      const values = pairs.map(([value]) => value);
      const weights = pairs.map(([, weight]) => weight);
      const weighted = momentsOf(values, weights);
      const repeated = momentsOf(pairs.flatMap(([value, weight]) => new Array<number>(weight).fill(value)));
      expect(weighted.mean).toBeCloseTo(repeated.mean, 12);
      expect(weighted.squares).toBeCloseTo(repeated.squares, 8);
      const scaled = momentsOf(
        values,
        weights.map((weight) => weight * 7),
      );
      expect(sampleVariance(scaled)).toBeCloseTo(sampleVariance(weighted), 9);
    }),
  );
});

test("of nothing there is no mean, of one value no variance, and NaN stays NaN", () => {
  expect(momentsOf([]).mean).toBeNaN();
  expect(momentsOf([1, 2], [0, 0]).mean).toBeNaN();
  expect(sampleVariance(momentsOf([3]))).toBeNaN();
  expect(momentsOf([1, Number.NaN]).mean).toBeNaN();
  expect(momentsOf([1, Number.POSITIVE_INFINITY]).mean).toBeNaN();
});

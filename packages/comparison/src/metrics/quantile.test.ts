import fc from "fast-check";
import { expect, test } from "vitest";
import { ordered, quantileOf, weightedQuantileOf } from "./quantile.ts";

test("quantiles are NumPy's", () => {
  // numpy.percentile's documented example: the 50th of 10 7 4 3 2 1 is 3.5. The others by (n - 1) q: places 4.5 and 1.25.
  const values = ordered(Float64Array.of(10, 7, 4, 3, 2, 1));
  expect(quantileOf(values, 0.5, null)).toBe(3.5);
  expect(quantileOf(values, 0.9, null)).toBe(8.5);
  expect(quantileOf(values, 0.25, null)).toBe(2.25);
  expect([quantileOf(values, 0, null), quantileOf(values, 1, null)]).toEqual([1, 10]);
});

test("of one value every quantile is the value, and of none NaN", () => {
  expect(quantileOf(ordered(Float64Array.of(3)), 0.95, null)).toBe(3);
  expect(quantileOf(ordered(new Float64Array()), 0.5, null)).toBeNaN();
  expect(quantileOf(ordered(Float64Array.of(1, 2)), 0.5, [0, 0])).toBeNaN();
  expect(weightedQuantileOf(ordered(Float64Array.of(1, 2)), 0.5, [0, 0])).toBeNaN();
});

const counted = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.nat(3)), { minLength: 1, maxLength: 30 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("counts are as good as repeated values", () => {
  fc.assert(
    fc.property(counted, share, (pairs, q) => {
      const repeated = pairs.flatMap(([value, count]) => new Array<number>(count).fill(value));
      const whole = quantileOf(ordered(Float64Array.from(repeated)), q, null);
      const values = ordered(Float64Array.from(pairs, ([value]) => value));
      const counts = pairs.map(([, count]) => count);
      expect(quantileOf(values, q, counts)).toBe(whole);
    }),
  );
});

test("a weighted median of whole weights is the median of repeated values, whatever the weights' scale", () => {
  fc.assert(
    fc.property(counted, fc.constantFrom(1, 0.25, 8), (pairs, scale) => {
      const values = ordered(Float64Array.from(pairs, ([value]) => value));
      const weights = pairs.map(([, count]) => count * scale);
      const counts = pairs.map(([, count]) => count);
      expect(weightedQuantileOf(values, 0.5, weights)).toBe(quantileOf(values, 0.5, counts));
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { clusterStandardError, clusterSums } from "./clusters.ts";
import { momentsOf, sampleVariance } from "./moments.ts";

test("by hand: 1, 1, 0 and 0, 0, 1 in clusters of three and a mean of 1/2 have deviations that sum to 1/2 and -1/2", () => {
  // sqrt(2 / 1 * (1/4 + 1/4)) / 6 = 1/6.
  expect(clusterStandardError([1, 0, 1, 0, 0, 1], [0, 1, 0, 1, 0, 1], 2)).toBeCloseTo(1 / 6, 15);
});

test("clusters of one value each have the standard error of the mean", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 2 }), (values) => {
      const codes = values.map((_, row) => row);
      const plain = Math.sqrt(sampleVariance(momentsOf(values)) / values.length);
      expect(clusterStandardError(values, codes, values.length)).toBeCloseTo(plain, 12);
    }),
  );
});

test("clusters without rows do not count, and a mean of other than zero makes no difference", () => {
  expect(clusterStandardError([1, 0, 1, 0, 0, 1], [0, 7, 0, 7, 0, 7], 9)).toBeCloseTo(1 / 6, 15);
  expect(clusterStandardError([101, 100, 101, 100, 100, 101], [0, 1, 0, 1, 0, 1], 2)).toBeCloseTo(1 / 6, 13);
});

test("one cluster tells nothing, nor do no rows", () => {
  expect(clusterStandardError([1, 2, 3], [4, 4, 4], 5)).toBeNaN();
  expect(clusterStandardError([], [], 5)).toBeNaN();
});

test("sums are by cluster, and a code that is none of theirs is refused", () => {
  expect(clusterSums([1, 2, 3, 4], [2, 0, 2, 2], 3)).toEqual(Float64Array.of(2, 0, 8));
  for (const code of [3, -1, 0.5, Number.NaN]) {
    expect(() => clusterSums([1], [code], 3)).toThrow(RangeError);
    expect(() => clusterStandardError([1], [code], 3)).toThrow(RangeError);
  }
  expect(() => clusterSums([1, 2], [0], 3)).toThrow(RangeError);
});

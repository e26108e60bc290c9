import fc from "fast-check";
import { expect, test } from "vitest";
import { difference } from "./arm.ts";
import { adjustByCovariate } from "./cuped.ts";
import { meanOfUnits, type PairSums } from "./unit-sums.ts";

function sumsOf(pairs: readonly (readonly [number, number])[]): PairSums {
  const total = (of: (y: number, x: number) => number) => pairs.reduce((sum, [y, x]) => sum + of(y, x), 0);
  return {
    units: pairs.length,
    sum: total((y) => y),
    squares: total((y) => y * y),
    otherSum: total((_, x) => x),
    otherSquares: total((_, x) => x * x),
    products: total((y, x) => y * x),
  };
}

test("what a straight line of the past explains is taken off", () => {
  // Both versions follow y = 2x, the candidate 3 above: nothing of the variance is left.
  const candidate = sumsOf([1, 4, 6].map((x) => [2 * x + 3, x]));
  const baseline = sumsOf([2, 3, 9].map((x) => [2 * x, x]));
  const adjusted = adjustByCovariate(candidate, baseline);
  expect(adjusted.theta).toBeCloseTo(2, 12);
  expect(adjusted.candidate.value - adjusted.baseline.value).toBeCloseTo(3, 12);
  expect(adjusted.candidate.unitVariance).toBeCloseTo(0, 9);
});

test("the slope is that within the versions, and the adjusted variance is by hand", () => {
  // Candidate y 1, 3 of x 0, 2; baseline y 0, 2 of x 0, 1: products 2 + 1, squares 2 + 0.5, theta 3 / 2.5 = 1.2.
  const candidate = sumsOf([
    [1, 0],
    [3, 2],
  ]);
  const baseline = sumsOf([
    [0, 0],
    [2, 1],
  ]);
  const adjusted = adjustByCovariate(candidate, baseline);
  expect(adjusted.theta).toBeCloseTo(1.2, 12);
  // 2 - 2 · 1.2 · 2 + 1.44 · 2, and 2 - 2 · 1.2 · 1 + 1.44 / 2; means less 1.2 · (1 - 0.75) and 1.2 · (0.5 - 0.75).
  expect(adjusted.candidate.unitVariance).toBeCloseTo(0.08, 12);
  expect(adjusted.baseline.unitVariance).toBeCloseTo(0.32, 12);
  expect(adjusted.candidate.value).toBeCloseTo(1.7, 12);
  expect(adjusted.baseline.value).toBeCloseTo(1.3, 12);
});

test("a past that was the same for all adjusts nothing", () => {
  const constant = sumsOf([
    [1, 7],
    [3, 7],
    [8, 7],
  ]);
  const { theta, candidate } = adjustByCovariate(constant, constant);
  expect(theta).toBe(0);
  expect(candidate).toEqual(meanOfUnits(constant));
});

test("of as many units of both, the error never grows", () => {
  const pair = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
  const arm = fc.array(pair, { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(arm, arm, (now, was) => {
      const [candidate, baseline] = [sumsOf(now), sumsOf(was)];
      const plain = difference(meanOfUnits(candidate), meanOfUnits(baseline));
      fc.pre(Number.isFinite(plain.squaredError));
      const adjusted = adjustByCovariate(candidate, baseline);
      const left = adjusted.candidate.unitVariance / 6 + adjusted.baseline.unitVariance / 6;
      expect(left).toBeLessThanOrEqual(plain.squaredError * (1 + 1e-9));
    }),
  );
});

test("one unit of a version leaves its variance unknown", () => {
  const one = sumsOf([[1, 1]]);
  const two = sumsOf([
    [1, 0],
    [3, 2],
  ]);
  expect(adjustByCovariate(one, two).candidate.unitVariance).toBe(Number.POSITIVE_INFINITY);
});

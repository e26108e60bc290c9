import fc from "fast-check";
import { expect, test } from "vitest";
import { betaBelief, normalBelief, probabilitiesBest } from "./best-arm.ts";
import { normalCdf } from "./normal-cdf.ts";

test("of two normal beliefs it is the normal share below their difference, however unlike they are wide", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -8, max: 3, noNaN: true }),
      (difference, power) => {
        const narrow = 10 ** power;
        const [first = 0, second = 0] = probabilitiesBest([normalBelief(difference, 1), normalBelief(0, narrow)]);
        expect(Math.abs(first - normalCdf(difference / Math.hypot(1, narrow)))).toBeLessThan(1e-10);
        expect(first + second).toBeCloseTo(1, 12);
      },
    ),
  );
});

test("of two beta beliefs of whole parameters it is the sum that is known in closed form", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 400 }),
      (a, b, c, d) => {
        const [, second = 0] = probabilitiesBest([betaBelief(a, b), betaBelief(c, d)]);
        expect(Math.abs(second - secondIsLarger(a, b, c, d))).toBeLessThan(1e-9);
      },
    ),
  );
});

/** P(B > A) = sum over i < c of B(a + i, b + d) / ((d + i) B(1 + i, d) B(a, b)): Evan Miller, Formulas for Bayesian A/B testing, 2015. */
function secondIsLarger(a: number, b: number, c: number, d: number): number {
  let sum = 0;
  for (let i = 0; i < c; i++) {
    sum += Math.exp(logBeta(a + i, b + d) - Math.log(d + i) - logBeta(1 + i, d) - logBeta(a, b));
  }
  return sum;
}

function logBeta(a: number, b: number): number {
  return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log(k);
  return sum;
}

test("equal beliefs are equally likely the best, and their order does not matter", () => {
  expect(probabilitiesBest([1, 2, 3, 4].map(() => normalBelief(5, 0.1)))).toEqual([0.25, 0.25, 0.25, 0.25]);
  const some = [betaBelief(11, 91), betaBelief(21, 81), betaBelief(16, 86)];
  const there = probabilitiesBest(some);
  const back = probabilitiesBest(some.toReversed()).toReversed();
  for (const [index, share] of there.entries()) expect(back[index]).toBeCloseTo(share, 12);
});

test("a rate of a million without a success is as narrow as it is", () => {
  // Against a uniform belief: the mean of the narrow one, 1 / (n + 2).
  const [narrow = 0] = probabilitiesBest([betaBelief(1, 1_000_001), betaBelief(1, 1)]);
  expect(narrow * 1_000_002).toBeCloseTo(1, 8);
});

test("what is no belief is refused", () => {
  for (const [mean, deviation] of [
    [0, 0],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
    // Nodes beside 1 would all be 1, and the difference to -1e308 would be none.
    [1, 1e-20],
    [1e308, 1],
  ] as const) {
    expect(() => normalBelief(mean, deviation)).toThrow(RangeError);
  }
  for (const [a, b] of [
    [0.5, 1],
    [1, Number.NaN],
    [Number.POSITIVE_INFINITY, 1],
  ] as const) {
    expect(() => betaBelief(a, b)).toThrow(RangeError);
  }
  expect(() => probabilitiesBest([])).toThrow(RangeError);
});

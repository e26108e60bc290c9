import fc from "fast-check";
import { expect, test } from "vitest";
import { signFlipTest } from "./permutation.ts";

/** Heights of cross- less self-fertilised plants, in eighths of an inch (Darwin 1876). */
const DARWIN = Float64Array.of(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48);

test("Darwin's plants, all signings: Fisher counted 863 of 32768 on one side (The Design of Experiments, 1935)", () => {
  expect(signFlipTest(DARWIN, { resamples: 2 ** 15, seed: 1 })).toEqual({ pValue: (2 * 863) / 32768 });
});

test("drawn signings come near the same, within five standard errors", () => {
  const resamples = 20_000;
  const exact = (2 * 863) / 32768;
  const { pValue } = signFlipTest(DARWIN, { resamples, seed: 1 });
  expect(pValue).not.toBe(exact);
  expect(Math.abs(pValue - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / resamples));
});

test("a p-value of drawn signings is never 0, and the seed alone decides it", () => {
  const differences = new Float64Array(500).fill(1);
  expect(signFlipTest(differences, { resamples: 99, seed: 3 })).toEqual({ pValue: 1 / 100 });
  const noise = differences.map((_, row) => Math.sin(row) + 0.02);
  const pValue = (seed: number) => signFlipTest(noise, { resamples: 999, seed });
  expect(pValue(5)).toEqual(pValue(5));
  expect(pValue(5)).not.toEqual(pValue(6));
});

test("sums that are equal but for rounding count: of 0.1, 0.2, -0.3 each way is as extreme", () => {
  expect(signFlipTest(Float64Array.of(0.1, 0.2, -0.3), { resamples: 100, seed: 1 })).toEqual({ pValue: 1 });
  // By hand: all of three one way, 2 of 8.
  expect(signFlipTest(Float64Array.of(0.1, 0.2, 0.3, 0), { resamples: 100, seed: 1 })).toEqual({ pValue: 0.25 });
});

test("without any difference p is 1", () => {
  for (const rows of [0, 1, 100]) {
    expect(signFlipTest(new Float64Array(rows), { resamples: 10, seed: 1 })).toEqual({ pValue: 1 });
  }
});

test("taking all ways, p does not depend on order or side, and is never under 2 / 2^n", () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 10 });
  fc.assert(
    fc.property(values, (differences) => {
      const p = (of: readonly number[]) => signFlipTest(Float64Array.from(of), { resamples: 2000, seed: 1 }).pValue;
      expect(p(differences.toReversed())).toBe(p(differences));
      expect(p(differences.map((value) => -value))).toBe(p(differences));
      const moved = differences.filter((value) => value !== 0).length;
      expect(p(differences)).toBeGreaterThanOrEqual(Math.min(1, 2 / 2 ** moved));
    }),
  );
});

test("what cannot be permuted is refused", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => signFlipTest(Float64Array.of(1, bad), { resamples: 10, seed: 1 })).toThrow(RangeError);
  }
  expect(() => signFlipTest(DARWIN, { resamples: 0, seed: 1 })).toThrow(RangeError);
});

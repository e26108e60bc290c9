import { describe, expect, test } from "vitest";
import { empiricalBernsteinOfBatches } from "./empirical-bernstein.ts";
import { quantileSequence } from "./quantile-sequence.ts";
import { rankedValues } from "./ranked.ts";
import { unitsForBounded, unitsForQuantile } from "./sample-sizes.ts";
import type { SequenceSettings } from "./settings.ts";

const TWO_SIDED: SequenceSettings = { alpha: 0.05, side: "two-sided", tightestAt: 5_000 };

describe("units for a quantile", () => {
  test("put its ends between the quantiles that were named", () => {
    const units = unitsForQuantile(0.95, 0.01, TWO_SIDED) ?? Number.NaN;
    // The value of rank k is k.
    const ends = (count: number) =>
      quantileSequence(rankedValues(Float64Array.from({ length: count }, (_, index) => index + 1)), 0.95, TWO_SIDED);
    expect(ends(units).low / units).toBeGreaterThanOrEqual(0.94);
    expect(ends(units).high / units).toBeLessThanOrEqual(0.96);
    const fewer = Math.floor(units * 0.97);
    expect(ends(fewer).low < 0.94 * fewer || ends(fewer).high > 0.96 * fewer).toBe(true);
  });

  test.each([
    [0.95, 0.1],
    [0.95, 0],
    [0.95, Number.NaN],
    [1, 0.01],
  ])("of %d within %d are refused", (p, distance) => {
    expect(() => unitsForQuantile(p, distance, TWO_SIDED)).toThrow(RangeError);
  });
});

describe("units for a bounded mean", () => {
  const bounds = { least: 0, most: 2 };

  test("make batches' sequence as narrow as asked for", () => {
    // The first bet takes the variance for 1/4 of the squared width, which a variance of 1 is; so one batch is as good as many.
    const units = unitsForBounded(1, bounds, 0.1, TWO_SIDED) ?? Number.NaN;
    const half = (count: number) => {
      const { low, high } = empiricalBernsteinOfBatches(
        [{ units: count, sum: count, squares: 2 * count }],
        bounds,
        TWO_SIDED,
      );
      return (high - low) / 2;
    };
    expect(half(units)).toBeLessThanOrEqual(0.1);
    expect(half(units - 1)).toBeGreaterThan(0.1);
  });

  test("are none where bets are too large for it", () => {
    expect(unitsForBounded(1, bounds, 0.01, { ...TWO_SIDED, tightestAt: 100 })).toBeNull();
  });

  test.each([
    [1.1, 0.1],
    [-1, 0.1],
    [Number.NaN, 0.1],
    [1, 0],
  ])("of a variance of %d within %d are refused", (variance, distance) => {
    expect(() => unitsForBounded(variance, bounds, distance, TWO_SIDED)).toThrow(RangeError);
  });
});

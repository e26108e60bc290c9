import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logBetaMixture } from "./beta-mixture.ts";
import { quantileDifference, quantileDifferencePValue } from "./quantile-difference.ts";
import { quantileSequence } from "./quantile-sequence.ts";
import { type Ranked, rankedBuckets, rankedValues } from "./ranked.ts";
import type { SequenceSettings } from "./settings.ts";

const TWO_SIDED: SequenceSettings = { alpha: 0.05, side: "two-sided", tightestAt: 100 };

/** The whole numbers from offset + 1 on, a thousand of them. */
function thousand(offset: number): Ranked {
  return rankedValues(Float64Array.from({ length: 1_000 }, (_, index) => index + 1 + offset));
}

describe("confseq's own test of two quantiles", () => {
  test.each([
    [0.5, 70, 0.814704],
    [0.5, 85, 0.0838055],
    [0.5, 100, 0.0054947],
    [0.9, 55, 0.0340463],
  ])("has at p = %d and a shift of %d the p-value %d", (p, shift, expected) => {
    expect(quantileDifferencePValue(thousand(shift), thousand(0), p, TWO_SIDED)).toBeCloseTo(expected, 5);
    expect(quantileDifferencePValue(thousand(0), thousand(shift), p, TWO_SIDED)).toBeCloseTo(expected, 5);
  });
});

describe("the sequence of one quantile", () => {
  test("ends at the values whose ranks the mixture does not refuse", () => {
    const { low, high } = quantileSequence(thousand(0), 0.5, TWO_SIDED);
    const isWithin = (rank: number) => logBetaMixture(rank, 1_000, 0.5, TWO_SIDED) < Math.log(20);
    // The value of rank k is k: `low` values are at or below the low end, high - 1 below the high one.
    expect([isWithin(low - 1), isWithin(low), isWithin(high - 1), isWithin(high)]).toEqual([false, true, true, false]);
  });

  test("is the value itself where all are the same", () => {
    expect(quantileSequence(rankedValues(new Float64Array(200).fill(7)), 0.5, TWO_SIDED)).toEqual({ low: 7, high: 7 });
  });

  test("has an end where a small sample allows one, and none of nothing", () => {
    const few = quantileSequence(rankedValues(Float64Array.from({ length: 30 }, (_, index) => index)), 0.95, TWO_SIDED);
    expect(few.high).toBe(Number.POSITIVE_INFINITY);
    expect(few.low).toBeGreaterThan(0);
    expect(quantileSequence(rankedValues([]), 0.95, TWO_SIDED)).toEqual({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });

  test("has one end of one side, nearer than both would be", () => {
    const both = quantileSequence(thousand(0), 0.9, TWO_SIDED);
    const lower = quantileSequence(thousand(0), 0.9, { ...TWO_SIDED, side: "lower" });
    const upper = quantileSequence(thousand(0), 0.9, { ...TWO_SIDED, side: "upper" });
    expect([lower.high, upper.low]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(lower.low).toBeGreaterThan(both.low);
    expect(upper.high).toBeLessThan(both.high);
    expect(lower.low).toBeLessThan(900);
    expect(upper.high).toBeGreaterThan(900);
  });

  test.each([0, 1, -1, Number.NaN])("refuses a quantile of %d", (p) => {
    expect(() => quantileSequence(thousand(0), p, TWO_SIDED)).toThrow(RangeError);
    expect(() => quantileDifference(thousand(0), thousand(0), p, TWO_SIDED)).toThrow(RangeError);
  });
});

const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 300 });
const ascending = (values: readonly number[]) => rankedValues(values.toSorted((a, b) => a - b));

describe("a histogram", () => {
  const limits = [-15, -8, 0, 1, 9, 16];
  const bucketsOf = (values: readonly number[]) =>
    rankedBuckets(
      limits.map((limit) => ({ limit, countAtMost: values.filter((value) => value <= limit).length })),
      values.length,
    );

  test("knows no more than its values, and as much as their buckets", () => {
    fc.assert(
      fc.property(sample, fc.constantFrom(0.1, 0.5, 0.95), (values, p) => {
        const exact = quantileSequence(ascending(values), p, TWO_SIDED);
        const found = quantileSequence(bucketsOf(values), p, TWO_SIDED);
        expect(found.low).toBe(limits.findLast((limit) => limit < exact.low) ?? Number.NEGATIVE_INFINITY);
        expect(found.high).toBe(limits.find((limit) => limit >= exact.high) ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  test.each([
    [
      [
        { limit: 1, countAtMost: 5 },
        { limit: 1, countAtMost: 6 },
      ],
      9,
    ],
    [
      [
        { limit: 1, countAtMost: 5 },
        { limit: 2, countAtMost: 4 },
      ],
      9,
    ],
    [[{ limit: 1, countAtMost: 5 }], 4],
    [[{ limit: Number.POSITIVE_INFINITY, countAtMost: 5 }], 5],
    [[{ limit: Number.NaN, countAtMost: 5 }], 5],
    [[{ limit: 1, countAtMost: -1 }], 5],
    [[{ limit: 1, countAtMost: Number.NaN }], 5],
    [[], Number.NaN],
  ])("of %j and %d values is refused", (buckets, count) => {
    expect(() => rankedBuckets(buckets, count)).toThrow(RangeError);
  });
});

describe("the sequence of a difference of quantiles", () => {
  test("mirrors itself, and has its ends in order", () => {
    fc.assert(
      fc.property(sample, sample, (now, was) => {
        const found = quantileDifference(ascending(now), ascending(was), 0.5, TWO_SIDED);
        const mirrored = quantileDifference(ascending(was), ascending(now), 0.5, TWO_SIDED);
        expect(mirrored.low + 0).toBe(-found.high + 0);
        expect(mirrored.high + 0).toBe(-found.low + 0);
        expect(found.low).toBeLessThanOrEqual(found.high);
      }),
    );
  });

  test("is narrower than two sequences of half of alpha", () => {
    const found = quantileDifference(thousand(100), thousand(0), 0.5, TWO_SIDED);
    const each = quantileSequence(thousand(0), 0.5, { ...TWO_SIDED, alpha: 0.025 });
    expect(found.high - found.low).toBeLessThan(2 * (each.high - each.low) - 20);
  });

  test("goes through all pairs of ranks that both mixtures allow together", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 30, maxLength: 80 }),
        fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 30, maxLength: 80 }),
        (now, was) => {
          const [a, b] = [ascending(now), ascending(was)];
          let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
          for (let k = 0; k <= a.count; k++) {
            for (let j = 0; j <= b.count; j++) {
              const log = logBetaMixture(k, a.count, 0.5, TWO_SIDED) + logBetaMixture(j, b.count, 0.5, TWO_SIDED);
              if (log >= Math.log(20)) continue;
              low = Math.min(low, a.atLeast(k) - b.atMost(j + 1));
              high = Math.max(high, a.atMost(k + 1) - b.atLeast(j));
            }
          }
          expect(quantileDifference(a, b, 0.5, TWO_SIDED)).toEqual({ low, high });
        },
      ),
      { numRuns: 20 },
    );
  });

  test("leaves out 0 just where the p-value is below alpha", () => {
    for (const shift of [60, 85, 86, 87, 88, 89, 90, 100]) {
      const { low } = quantileDifference(thousand(shift), thousand(0), 0.5, TWO_SIDED);
      const pValue = quantileDifferencePValue(thousand(shift), thousand(0), 0.5, TWO_SIDED);
      expect(low > 0).toBe(pValue <= 0.05);
    }
  });

  test("has no end beside a sample of nothing", () => {
    expect(quantileDifference(thousand(0), rankedValues([]), 0.5, TWO_SIDED)).toEqual({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });
});

test.each([[[2, 1]], [[1, Number.NaN]], [[Number.NaN]]])("values %j are not in order", (values) => {
  expect(() => rankedValues(values)).toThrow(RangeError);
});

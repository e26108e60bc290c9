import type { Series } from "@airworthy/signals";
import { describe, expect, test } from "vitest";
import { differenceOfMeans } from "../../fixtures/asymptotic.ts";
import { type CellSums, compareMeans } from "./compare-means.ts";
import { compareQuantiles } from "./compare-quantiles.ts";
import { alphaOfEnd, compareRare } from "./compare-rare.ts";
import { compareSeries } from "./compare-series.ts";

const SETTINGS = { alpha: 0.01, side: "two-sided", tightestAt: 5_000 } as const;
const MEAN = { measure: "mean", hasBefore: false } as const;
const DIFFERENCE = { compared: "difference" } as const;

/** Sums of so many units with this mean and sample variance. */
function sumsOf(units: number, mean: number, variance: number): CellSums["candidate"] {
  const squares = variance * (units - 1) + units * mean ** 2;
  return { units, sum: units * mean, squares, otherSum: 0, otherSquares: 0, products: 0 };
}

const rateOf = (units: number, events: number) => ({ ...sumsOf(units, 0, 0), sum: events, squares: events });

describe("means", () => {
  test("of an even split have the interval of GrowthBook's sequence, as the fixture has it", () => {
    const comparison = compareMeans(
      { candidate: sumsOf(4_000, 12, 9), baseline: sumsOf(4_000, 11.9, 9) },
      MEAN,
      DIFFERENCE,
      SETTINGS,
    );
    const arm = { variance: 9, units: 4_000 };
    const { low, high } = differenceOfMeans({ mean: 12, ...arm }, { mean: 11.9, ...arm }, 0.01);
    expect(comparison.difference).toMatchObject({ level: 0.99, method: "asymptotic", adjusted: false });
    expect(comparison.difference?.estimate).toBeCloseTo(0.1, 9);
    expect(comparison.difference?.low).toBeCloseTo(low, 5);
    expect(comparison.difference?.high).toBeCloseTo(high, 5);
  });

  test("are adjusted by the time before, and say so, with values that are the versions' own", () => {
    // Each unit's number is what it was before plus 1 or 3, half and half: the adjustment leaves a variance of 1.
    const before = { otherSum: 0, otherSquares: 1_000 * 4, products: 1_000 * 4 };
    const sums = { units: 1_000, sum: 2_000, squares: 1_000 * (4 + 1 + 4), ...before };
    const comparison = compareMeans(
      { candidate: sums, baseline: sums },
      { ...MEAN, hasBefore: true },
      DIFFERENCE,
      SETTINGS,
    );
    const plain = compareMeans({ candidate: sums, baseline: sums }, MEAN, DIFFERENCE, SETTINGS);
    expect(comparison).toMatchObject({ candidate: { value: 2, units: 1_000 }, difference: { adjusted: true } });
    // A fifth of the variance of 5 is left.
    expect(comparison.difference?.high).toBeCloseTo((plain.difference?.high ?? 0) / Math.sqrt(5), 9);
  });

  test("of a version that always has the event beside one that never has are plainly apart", () => {
    const sums = { candidate: rateOf(500, 500), baseline: rateOf(9_500, 0) };
    const { difference } = compareMeans(sums, { ...MEAN, measure: "rate" }, DIFFERENCE, SETTINGS);
    expect(difference?.estimate).toBe(1);
    expect(difference?.low).toBeGreaterThan(0.9);
    // Of means nobody knows how much they would vary.
    expect(compareMeans(sums, MEAN, DIFFERENCE, SETTINGS)).toMatchObject({ lack: "no-variation", difference: null });
  });

  test("have no share of a baseline that is 0", () => {
    const sums = { candidate: rateOf(500, 5), baseline: rateOf(500, 0) };
    const ratio = compareMeans(sums, { ...MEAN, measure: "rate" }, { compared: "ratio" }, SETTINGS);
    expect(ratio).toMatchObject({ lack: "zero-baseline", difference: null });
  });

  test("need the growth until the interval is narrow enough, and never get beyond what the estimate itself is beyond", () => {
    const sums = { candidate: sumsOf(4_000, 12, 9), baseline: sumsOf(4_000, 11.9, 9) };
    const comparison = compareMeans(sums, MEAN, DIFFERENCE, SETTINGS);
    const growth = comparison.growthTo({ side: "above", value: 0 }) ?? Number.NaN;
    const grown = { candidate: sumsOf(4_000 * growth, 12, 9), baseline: sumsOf(4_000 * growth, 11.9, 9) };
    const arm = { variance: 9, units: grown.candidate.units };
    expect(differenceOfMeans({ mean: 12, ...arm }, { mean: 11.9, ...arm }, 0.01).low).toBeCloseTo(0, 4);
    expect(comparison.growthTo({ side: "below", value: 0.1 })).toBeNull();
  });
});

describe("rare events", () => {
  test("have an end of all of alpha on either side", () => {
    const sums = { candidate: rateOf(1_000, 30), baseline: rateOf(20_000, 20) };
    const { difference } = compareRare(sums, 0.01);
    expect(difference).toMatchObject({ level: 0.98, method: "rare-events" });
    expect(difference?.estimate).toBeCloseTo(0.029, 12);
    expect(difference?.low).toBeGreaterThan(0.01);
  });

  test("prove a margin by hardly more units of the candidate without any than anything could", () => {
    // With a rate of the margin nobody has the event with a chance of exp(-units margin): ln(100) / 0.004 = 1,151 units are the
    // least; a mixture of 25 bets needs at most ln(25) more: 1,956.
    const sums = (units: number) => ({ candidate: rateOf(units, 0), baseline: rateOf(19 * units, 0) });
    expect(compareRare(sums(1_151), 0.01).difference?.high).toBeGreaterThan(0.004);
    expect(compareRare(sums(1_956), 0.01).difference?.high).toBeLessThan(0.004);
    const growth = compareRare(sums(500), 0.01).growthTo({ side: "below", value: 0.004 }) ?? Number.NaN;
    expect(compareRare(sums(Math.ceil(500 * growth)), 0.01).difference?.high).toBeCloseTo(0.004, 5);
  });

  test("where nothing is better, have half of the metric's alpha at either end, each of which tells of a breach", () => {
    expect(alphaOfEnd({ better: "neither" }, 0.01, 0.05)).toBe(0.005);
    expect(alphaOfEnd({ better: "lower" }, 0.01, 0.05)).toBe(0.01);
    expect(alphaOfEnd({ better: "lower" }, 0.05, 0.05)).toBe(0.025);
  });

  test("are counts, or nothing is said", () => {
    expect(() => compareRare({ candidate: rateOf(10, 11), baseline: rateOf(10, 1) }, 0.01)).toThrow(RangeError);
  });
});

describe("quantiles", () => {
  const LIMITS = [100, 200, 400];

  test("are the limits of their buckets", () => {
    const counts = { candidate: [0, 9_800, 200, 0], baseline: [9_800, 200, 0, 0] };
    const { candidate, baseline, difference } = compareQuantiles(counts, LIMITS, 0.95, SETTINGS);
    // Both are well within one bucket, which reaches from one limit to the next, or from nobody knows where.
    expect([candidate.value, baseline.value]).toEqual([200, 100]);
    expect(difference).toMatchObject({ estimate: 100, high: null, level: 0.99, method: "quantile" });
    expect(difference?.low).toBeCloseTo(0, 12);
  });

  test("above all limits are at least the last, which is enough for a breach", () => {
    const counts = { candidate: [0, 0, 0, 5_000], baseline: [0, 5_000, 0, 0] };
    const { candidate, difference } = compareQuantiles(counts, LIMITS, 0.95, SETTINGS);
    expect(candidate.value).toBe(400);
    expect(difference).toMatchObject({ estimate: 200, low: 200, high: null });
  });

  test("need as many buckets as there are limits and above", () => {
    expect(() => compareQuantiles({ candidate: [1], baseline: [1] }, LIMITS, 0.95, SETTINGS)).toThrow(RangeError);
  });
});

describe("windows", () => {
  const END = Date.parse("2026-03-02T07:00:00Z");
  const MOMENT = { until: END, freshSeconds: 3_600, elapsedSeconds: 3_600, isGoingOn: true };
  /** Of five minutes each until the end, the candidate's 3 or 1 above the baseline's 10 in turns. */
  const series = (count: number, missing: readonly number[] = []): Series => ({
    metric: "errors",
    windows: Array.from({ length: count }, (_, index) => ({
      start: END - (count - index) * 300_000,
      candidate: missing.includes(index) ? null : 10 + (index % 2 === 0 ? 3 : 1),
      baseline: 10,
    })),
  });

  test("have the means of both versions, of the windows that have both", () => {
    const comparison = compareSeries(series(100), 300, 0.01, MOMENT);
    expect(comparison).toMatchObject({
      candidate: { value: 12, units: 100 },
      baseline: { value: 10, units: 100 },
      difference: { estimate: 2, method: "prewhitened", level: 0.99 },
    });
    expect(comparison.difference?.low).toBeGreaterThan(0);
  });

  test("say nothing where they are too few, too old, too many are missing, or there are none", () => {
    expect(compareSeries(series(19), 300, 0.01, MOMENT).lack).toBe("too-few-units");
    expect(compareSeries(series(100), 300, 0.01, { ...MOMENT, until: END + 2 * 3_600_000 }).lack).toBe("stale-data");
    const gaps = Array.from({ length: 12 }, (_, index) => 5 * index + 3);
    expect(compareSeries(series(100, gaps), 300, 0.01, MOMENT).lack).toBe("missing-windows");
    expect(compareSeries(series(100, gaps.slice(3)), 300, 0.01, MOMENT).lack).toBeNull();
    expect(compareSeries(series(0), 300, 0.01, MOMENT).lack).toBe("no-data");
  });

  test("before the first and after the last are not missing", () => {
    const edges = [...Array(30).keys(), 98, 99];
    expect(compareSeries(series(100, edges), 300, 0.01, MOMENT)).toMatchObject({
      lack: null,
      candidate: { units: 68 },
    });
  });
});

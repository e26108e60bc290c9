import { describe, expect, test } from "vitest";
import { createRandom } from "../random.ts";
import { type LongRunMethod, seriesMean } from "./window-series.ts";

const METHODS: readonly LongRunMethod[] = ["newey-west", "prewhitened", "batch-means"];

/** 1 and -1 by turns: the autocovariance of lag k is (-1)^k (100 - k) / 100. */
const ALTERNATING = Float64Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 1 : -1));

function autoregression(carried: number, windows: number, seed: number): Float64Array {
  const random = createRandom(seed);
  let value = 0;
  return Float64Array.from({ length: windows }, () => {
    // Three uniform numbers have a variance of 1/4.
    value = carried * value + random.next() + random.next() + random.next() - 1.5;
    return value;
  });
}

describe("by hand", () => {
  test("Newey and West's variance has Bartlett's weights", () => {
    // Four lags: 1 + 2 (-0.8 · 0.99 + 0.6 · 0.98 - 0.4 · 0.97 + 0.2 · 0.96) = 0.2, times 100 / 99 for the mean.
    const { estimate, squaredError, units } = seriesMean(ALTERNATING, "newey-west");
    expect(estimate).toBe(0);
    expect(squaredError).toBeCloseTo(0.2 / 99, 15);
    expect(units).toBe(100);
  });

  test("prewhitening takes the neighbour off, and is cautious about how much that is", () => {
    // φ = -0.99, corrected (-99 + 1) / 97, so -0.97 at most. What it leaves alternates, ±0.03: of 99 values and three lags
    // 0.0009 (1 - 2 · 49 / 99) = 0.0009 / 99, times 99 / 98. The upper limit: -0.97 + 1.644854 √((1 - 0.9409) / 100).
    const upper = -0.97 + 1.644854 * Math.sqrt(0.0591 / 100);
    const { squaredError } = seriesMean(ALTERNATING, "prewhitened");
    expect(squaredError / (0.0009 / 98 / (1 - upper) ** 2 / 100)).toBeCloseTo(1, 6);
  });

  test("batch means are of as many batches as windows in each", () => {
    // Ten batches of ten windows, all 0 or all 1 by turns: their variance is 2.5 / 9, times 10 by 100 windows.
    const steps = Float64Array.from({ length: 100 }, (_, index) => Math.floor(index / 10) % 2);
    expect(seriesMean(steps, "batch-means").squaredError).toBeCloseTo(2.5 / 90, 15);
  });
});

test.each(METHODS)("of a long autoregression %s finds the long-run variance", (method) => {
  // 1/4 by (1 - 0.5)² is 1 a window. Newey and West's few lags miss some of it; 200 batch means are off by 10 % as a rule.
  const windows = 40_000;
  const { squaredError } = seriesMean(autoregression(0.5, windows, 7), method);
  expect(squaredError * windows).toBeGreaterThan(0.7);
  expect(squaredError * windows).toBeLessThan(1.3);
});

test("a shift moves the mean alone", () => {
  const series = autoregression(0.8, 200, 3);
  const moved = series.map((value) => value + 1_000);
  for (const method of METHODS) {
    expect(seriesMean(moved, method).estimate).toBeCloseTo(seriesMean(series, method).estimate + 1_000, 9);
    expect(seriesMean(moved, method).squaredError).toBeCloseTo(seriesMean(series, method).squaredError, 9);
  }
});

test.each(METHODS)("%s knows nothing of few windows, or of windows that never change", (method) => {
  const nothing = { squaredError: Number.POSITIVE_INFINITY, units: 0 };
  expect(seriesMean(autoregression(0, 19, 1), method)).toMatchObject(nothing);
  expect(seriesMean(new Float64Array(50).fill(3), method)).toMatchObject(nothing);
  expect(seriesMean([], method)).toMatchObject(nothing);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("a window of %d is refused", (value) => {
  expect(() => seriesMean([...autoregression(0, 30, 1), value], "prewhitened")).toThrow(RangeError);
});

import { binomialProbability } from "@airworthy/stats";
import { describe, expect, test } from "vitest";
import { binomialQuantile, binomialUpperTail } from "./binomial-tail.ts";
import { clopperPearson, exactUpperBound } from "./clopper-pearson.ts";
import { independentChange } from "./independent-change.ts";

describe("the exact interval of a proportion", () => {
  // SciPy 1.15.3, scipy.stats.binomtest(k, n).proportion_ci(level, method="exact").
  test.each([
    [81, 263, 0.95, 0.252736745585, 0.367621922601],
    [15, 148, 0.95, 0.057844010083, 0.161650490348],
    [1, 29, 0.95, 0.000872646884, 0.177644295488],
    [1500, 1500, 0.99, 0.996474019343, 1],
  ])("%i of %i at %d is that of SciPy", (k, n, level, low, high) => {
    const interval = clopperPearson(k, n, level);
    expect(interval.low).toBeCloseTo(low, 11);
    expect(interval.high).toBeCloseTo(high, 11);
  });

  test("of no successes is 1 - tail^(1/n), by hand", () => {
    expect(clopperPearson(0, 100, 0.95)).toEqual({ low: 0, high: expect.closeTo(1 - 0.025 ** 0.01, 14) });
    expect(exactUpperBound(0, 10, 0.05)).toBeCloseTo(1 - 0.05 ** 0.1, 14);
  });

  test("of no trials is everything, and of counts that cannot be nothing", () => {
    expect(clopperPearson(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
    expect(() => clopperPearson(3, 2, 0.95)).toThrow(RangeError);
    expect(() => clopperPearson(1, 2, 1)).toThrow(RangeError);
  });
});

test("the tail is the sum of the probabilities, on either side of the mean", () => {
  for (const k of [0, 1, 3, 7, 12, 20]) {
    let sum = 0;
    for (let count = k; count <= 20; count++) sum += binomialProbability(count, 20, 0.37);
    expect(binomialUpperTail(k, 20, 0.37)).toBeCloseTo(sum, 13);
  }
  // A coin that falls on heads 40 times of 40.
  expect(binomialUpperTail(40, 40, 0.5)).toBeCloseTo(2 ** -40, 25);
});

test("the quantile is the first count whose share below reaches it", () => {
  for (const [n, p] of [
    [20, 0.37],
    [5000, 0.001],
    [100_000, 0.01],
  ] as const) {
    for (const share of [0.0125, 0.5, 0.9875]) {
      const count = binomialQuantile(share, n, p);
      expect(1 - binomialUpperTail(count + 1, n, p)).toBeGreaterThanOrEqual(share - 1e-12);
      expect(1 - binomialUpperTail(count, n, p)).toBeLessThan(share + 1e-12);
    }
  }
});

describe("the change between two figures", () => {
  const figure = (value: number, low: number | null, high: number | null) => ({
    value,
    low,
    high,
    n: 9,
    positives: null,
  });

  test("squares and adds the distances to the ends, by hand", () => {
    // Below sqrt(0.03^2 + 0.04^2), above sqrt(0.05^2 + 0.12^2).
    expect(independentChange(figure(0.5, 0.47, 0.55), figure(0.3, 0.18, 0.34))).toEqual({
      estimate: expect.closeTo(0.2, 14),
      low: expect.closeTo(0.15, 14),
      high: expect.closeTo(0.33, 14),
    });
  });

  test("has no end where one is missing", () => {
    const change = independentChange(figure(0.5, 0.4, null), figure(0.3, 0.2, 0.4));
    expect(change).toMatchObject({ high: null, low: expect.any(Number) });
    expect(independentChange(null, figure(0, 0, 0))).toBeNull();
  });
});

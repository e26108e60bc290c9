import { describe, expect, test } from "vitest";
import { clopperPearson, exactUpperBound } from "./clopper-pearson.ts";

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

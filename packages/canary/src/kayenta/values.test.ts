import { describe, expect, test } from "vitest";
import { percentile, prepareValues, summaryOf } from "./values.ts";

const KEEP = { strategy: "keep", factor: 3 } as const;

test("values that are no number are left out, or 0 stands for them", () => {
  const values = [Number.NaN, 40.4, 10.1, Number.NaN, 20.2];
  expect([...prepareValues(values, { nanStrategy: "remove", outliers: KEEP })]).toEqual([10.1, 20.2, 40.4]);
  expect([...prepareValues(values, { nanStrategy: "replace", outliers: KEEP })]).toEqual([0, 0, 10.1, 20.2, 40.4]);
});

describe("outliers", () => {
  const prepared = (values: readonly number[], factor: number) =>
    prepareValues(values, { nanStrategy: "remove", outliers: { strategy: "remove", factor } });

  test("are those beyond both the quartiles' fences and the outermost hundredths", () => {
    // By hand: of 1 to 100 and one more the quartiles are 26 and 76, so that with a factor of 1 the fence is 126.
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(prepared([...values, 1_000], 1)).toHaveLength(100);
    expect(prepared([...values, 120], 1)).toHaveLength(101);
    // Of 103 values the 99th percentile is 98 % of the way from 1,000 to 2,000.
    expect([...prepared([...values, 1_000, 2_000, 3_000], 1)].at(-1)).toBe(1_000);
  });

  test("of few values are the farthest: the outermost hundredth is less than one of them", () => {
    // Of Kayenta's DetectorSuite. The fence is 26 + 1.5 × 3.5 = 31.25, and the 99th percentile 29 + 0.93 × 21 = 48.53.
    expect([...prepared([21, 23, 24, 25, 50, 29, 23, 21], 1.5)]).toEqual([21, 21, 23, 23, 24, 25, 29]);
    expect(prepared([], 3)).toHaveLength(0);
    expect([...prepared([5], 3)]).toEqual([5]);
  });
});

test("percentiles are R's of type 7", () => {
  // Of Kayenta's StatisticSuite; the last are NIST's.
  expect(percentile(Float64Array.of(0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5), 5)).toBeCloseTo(0.175, 12);
  expect(percentile(Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 50)).toBe(4.5);
  const nist = [
    95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.061, 95.1591, 95.1195, 95.1772, 95.0925, 95.199, 95.1682,
  ];
  expect(percentile(Float64Array.from(nist).sort(), 90)).toBeCloseTo(95.19568, 10);
});

test("a summary is that of Kayenta's report, with zeros of no values", () => {
  // Of StatisticSuite: the standard deviation of n - 1 is 4.9295.
  const { std, ...rest } = summaryOf(Float64Array.of(1, 1, 1, 10, 10, 10));
  expect(rest).toEqual({ min: 1, max: 10, mean: 5.5, count: 6 });
  expect(std).toBeCloseTo(4.9295, 4);
  expect(summaryOf(Float64Array.of(4))).toEqual({ min: 4, max: 4, mean: 4, std: 0, count: 1 });
  expect(summaryOf(Float64Array.of())).toEqual({ min: 0, max: 0, mean: 0, std: 0, count: 0 });
});

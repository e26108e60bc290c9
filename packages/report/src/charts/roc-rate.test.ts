import { expect, test } from "vitest";
import { truePositiveRateAt } from "./roc-rate.ts";

/** Steps up to 0.6, goes straight to (0.5, 0.9), steps up to 1. */
const POINTS = [
  [0, 0],
  [0, 0.6],
  [0.5, 0.9],
  [0.5, 1],
  [1, 1],
].map(([falsePositiveRate = 0, truePositiveRate = 0]) => ({ falsePositiveRate, truePositiveRate }));

test("between points the curve is straight, at a step it is at the top", () => {
  expect(truePositiveRateAt(POINTS, 0)).toBe(0.6);
  expect(truePositiveRateAt(POINTS, 0.25)).toBeCloseTo(0.75, 12);
  expect(truePositiveRateAt(POINTS, 0.5)).toBe(1);
  expect(truePositiveRateAt(POINTS, 1)).toBe(1);
});

test("a curve without points is chance", () => {
  expect(truePositiveRateAt([], 0.3)).toBeCloseTo(0.3, 12);
});

test("what is no point is passed over", () => {
  const broken = { falsePositiveRate: 0.4, truePositiveRate: Number.NaN };
  expect(truePositiveRateAt([...POINTS.slice(0, 2), broken, ...POINTS.slice(2)], 0.25)).toBeCloseTo(0.75, 12);
});

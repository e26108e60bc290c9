import fc from "fast-check";
import { expect, test } from "vitest";
import { bootstrapPValue, percentileInterval } from "./bootstrap.ts";

test("quantiles interpolate as R's type 7 does: those of 1 to 4 at 1/4 and 3/4 are 1.75 and 3.25", () => {
  expect(percentileInterval(Float64Array.of(4, 2, 1, 3), 0.5)).toEqual({ low: 1.75, high: 3.25 });
});

test("full confidence spans all draws, one draw is its own interval", () => {
  expect(percentileInterval(Float64Array.of(3, -1, 2), 1)).toEqual({ low: -1, high: 3 });
  expect(percentileInterval(Float64Array.of(5), 0.95)).toEqual({ low: 5, high: 5 });
});

test("the interval lies within the draws and does not depend on their order", () => {
  const draws = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(draws, (values) => {
      const interval = percentileInterval(Float64Array.from(values), 0.9);
      expect(percentileInterval(Float64Array.from(values.toReversed()), 0.9)).toEqual(interval);
      expect(interval.low).toBeLessThanOrEqual(interval.high);
      expect(interval.low).toBeGreaterThanOrEqual(Math.min(...values));
      expect(interval.high).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});

test("no draws, NaN and impossible confidences are refused", () => {
  expect(() => percentileInterval(new Float64Array(), 0.95)).toThrow(RangeError);
  expect(() => percentileInterval(Float64Array.of(1, Number.NaN), 0.95)).toThrow(RangeError);
  for (const confidence of [0, 1.1, Number.NaN]) {
    expect(() => percentileInterval(Float64Array.of(1), confidence)).toThrow(RangeError);
  }
});

test("the p-value is twice the smaller side by hand: 1 of 4 draws above zero gives 2 (1 + 1) / 5", () => {
  expect(bootstrapPValue(Float64Array.of(-1, -2, -3, 1))).toBe(0.8);
  expect(bootstrapPValue(Float64Array.of(-1, -2, -3, -4))).toBe(0.4);
});

test("draws of exactly zero speak for neither side", () => {
  expect(bootstrapPValue(new Float64Array(1000))).toBe(1);
  expect(bootstrapPValue(Float64Array.of(0, 0, 1, 1))).toBe(1);
});

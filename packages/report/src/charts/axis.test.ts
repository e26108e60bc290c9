import fc from "fast-check";
import { expect, test } from "vitest";
import { axisOver, placeOn } from "./axis.ts";

test("an axis has round ends and steps, and zero on it", () => {
  expect(axisOver([-0.062, 0.058])).toEqual({ from: -0.1, to: 0.1, ticks: [-0.1, -0.05, 0, 0.05, 0.1] });
  expect(axisOver([112.4, 1240.5])).toEqual({ from: 0, to: 1500, ticks: [0, 500, 1000, 1500] });
  expect(axisOver([-3])).toEqual({ from: -3, to: 0, ticks: [-3, -2, -1, 0] });
  expect(axisOver([1])).toEqual({ from: 0, to: 1, ticks: [0, 0.5, 1] });
});

test("without a number that is not zero it is from zero to one", () => {
  for (const values of [[], [0], [Number.NaN, Number.POSITIVE_INFINITY]]) {
    expect(axisOver(values)).toMatchObject({ from: 0, to: 1 });
  }
});

test("places are shares of the axis, what is beyond it at its end", () => {
  const axis = axisOver([-10, 10]);
  expect([-20, -10, -5, 0, 10, Number.POSITIVE_INFINITY].map((value) => placeOn(axis, value))).toEqual([
    0, 0, 0.25, 0.5, 1, 1,
  ]);
});

test("whatever the numbers, the axis is finite, its ticks few and rising, and every number has a place", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 5 }), (values) => {
      const axis = axisOver(values);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
      expect(axis.ticks.length).toBeLessThanOrEqual(7);
      expect(axis.ticks).toEqual([...new Set(axis.ticks)].sort((a, b) => a - b));
      expect(axis.ticks).toContain(0);
      for (const value of [...values, axis.from, axis.to]) {
        expect(placeOn(axis, value)).toBeGreaterThanOrEqual(0);
        expect(placeOn(axis, value)).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 1_000 },
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { brentZero } from "./zero.ts";

test("finds where a falling function is zero, to half of 1e-4 beyond rounding", () => {
  fc.assert(
    fc.property(fc.double({ min: -90, max: 90, noNaN: true }), fc.integer({ min: 1, max: 5 }), (root, power) => {
      const f = (x: number) => -Math.sign(x - root) * Math.abs(x - root) ** power - (x - root);
      expect(Math.abs(zeroBetween(f, -100, 100) - root)).toBeLessThanOrEqual(1e-4);
    }),
  );
});

test("of a function with a step it ends beside the step", () => {
  const found = zeroBetween((x) => (x < 3 ? 1 : -1), 0, 10);
  expect(Math.abs(found - 3)).toBeLessThanOrEqual(1e-4);
});

test("an end that is zero is the answer", () => {
  expect(zeroBetween((x) => -x, 0, 10)).toBe(0);
  expect(zeroBetween((x) => 10 - x, 0, 10)).toBe(10);
});

function zeroBetween(f: (x: number) => number, low: number, high: number): number {
  return brentZero(f, { low, high, atLow: f(low), atHigh: f(high) });
}

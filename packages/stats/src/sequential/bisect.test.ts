import fc from "fast-check";
import { expect, test } from "vitest";
import { bisect, firstWhole } from "./bisect.ts";

test("bisection ends at the last number that holds", () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (edge) => {
      const found = bisect(-1, 1, (x) => x < edge);
      expect(found).toBeLessThanOrEqual(edge);
      expect(edge - found).toBeLessThanOrEqual(2 ** -52);
    }),
  );
  expect(bisect(-1, 1, () => false)).toBe(-1);
});

test("the first whole number that holds is found, and one beyond the last where none does", () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 1_000 }), fc.integer({ min: 0, max: 1_001 }), (high, edge) => {
      expect(firstWhole(3, high, (k) => k >= edge)).toBe(Math.min(high + 1, Math.max(3, edge)));
    }),
  );
  expect(firstWhole(0, -1, () => true)).toBe(0);
});

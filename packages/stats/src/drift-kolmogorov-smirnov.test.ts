import fc from "fast-check";
import { expect, test } from "vitest";
import { kolmogorovSmirnov } from "./drift-kolmogorov-smirnov.ts";

const row = fc.record({
  was: fc.integer({ min: -4, max: 4 }),
  is: fc.integer({ min: -4, max: 4 }),
  weight: fc.integer({ min: 0, max: 3 }),
});

test("1, 2, 3, 4 and 2, 3, 4, 5 are a quarter apart; samples that do not overlap are 1 apart", () => {
  expect(ks([1, 2, 3, 4], [2, 3, 4, 5])).toBe(0.25);
  expect(ks([1, 2], [3, 4])).toBe(1);
  expect(ks([3, 4], [1, 2])).toBe(1);
  expect(ks([2, 1, 2], [2, 2, 1])).toBe(0);
});

test("it is the largest difference of the shares at most any value, by weight", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const all = rows.reduce((sum, { weight }) => sum + weight, 0);
      fc.pre(all > 0);
      const share = (column: "was" | "is", value: number) =>
        rows.reduce((sum, each) => sum + (each[column] <= value ? each.weight : 0), 0) / all;
      const expected = Math.max(
        ...rows.flatMap(({ was, is }) => [was, is]).map((value) => Math.abs(share("was", value) - share("is", value))),
      );
      const found = ks(
        rows.map(({ was }) => was),
        rows.map(({ is }) => is),
        rows.map(({ weight }) => weight),
      );
      expect(found).toBeCloseTo(expected, 14);
    }),
  );
});

test("nothing that weighs has no statistic, and NaN is refused", () => {
  expect(ks([], [])).toBeNaN();
  expect(ks([1], [2], [0])).toBeNaN();
  expect(() => ks([Number.NaN], [1])).toThrow(RangeError);
});

function ks(baseline: readonly number[], candidate: readonly number[], weights: readonly number[] | null = null) {
  return kolmogorovSmirnov({
    baseline: Float64Array.from(baseline),
    candidate: Float64Array.from(candidate),
    weights,
  });
}

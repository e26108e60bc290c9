import fc from "fast-check";
import { expect, test } from "vitest";
import { marginsOf } from "./contingency-table.ts";
import { fisherExact, fisherExactOneSided } from "./fisher-exact.ts";
import { fisherSummed, fisherSummedOneSided } from "./fisher-summed.ts";

test("Fisher's lady tasting tea: 3 of 4 cups right has p = 34/70, one-sided 17/70", () => {
  expect(fisherExact(3, 1, 1, 3)).toBe(34 / 70);
  expect(fisherExactOneSided(3, 1, 1, 3, "greater")).toBe(17 / 70);
  expect(fisherExactOneSided(3, 1, 1, 3, "less")).toBe(69 / 70);
});

test("none of 3 against all of 3 is exactly 0.1, and 0.05 one-sided, so that an alpha it equals is met", () => {
  expect(fisherExact(0, 3, 3, 0)).toBe(0.1);
  expect(fisherExactOneSided(0, 3, 3, 0, "less")).toBe(0.05);
  expect(fisherExactOneSided(0, 3, 3, 0, "greater")).toBe(1);
});

test("equally probable tables count: by hand, 2 of 3 against 1 of 3 has 9 + 9 + 1 + 1 of 20 ways", () => {
  expect(fisherExact(2, 1, 1, 2)).toBe(1);
  expect(fisherExact(3, 0, 0, 3)).toBe(2 / 20);
});

test("without anything that could vary p is 1", () => {
  for (const [a, b, c, d] of [
    [0, 0, 0, 0],
    [5, 0, 3, 0],
    [0, 0, 2, 9],
    [7000, 0, 900, 0],
  ] as const) {
    expect(fisherExact(a, b, c, d)).toBe(1);
    expect(fisherExactOneSided(a, b, c, d, "less")).toBe(1);
    expect(fisherExactOneSided(a, b, c, d, "greater")).toBe(1);
  }
});

const cell = fc.oneof(fc.nat(6), fc.nat(60), fc.nat(700));

test("p is that of the table turned about, a probability, and never below its own tail", () => {
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      const p = fisherExact(a, b, c, d);
      expect(p).toBe(fisherExact(d, c, b, a));
      expect(p).toBe(fisherExact(c, d, a, b));
      expect(p).toBe(fisherExact(a, c, b, d));
      expect(p <= 1).toBe(true);
      const tail = Math.min(fisherExactOneSided(a, b, c, d, "less"), fisherExactOneSided(a, b, c, d, "greater"));
      expect(p).toBeGreaterThanOrEqual(tail);
    }),
    { numRuns: 60 },
  );
});

test("the sums for large tables agree with whole-number arithmetic to eleven digits, ties among them", () => {
  fc.assert(
    fc.property(cell, cell, cell, cell, (a, b, c, d) => {
      fc.pre(a + b + c + d > 0);
      const margins = marginsOf(a, b, c, d);
      const within = (ours: number, exact: number) =>
        expect(Math.abs(ours - exact)).toBeLessThanOrEqual(1e-11 * exact + 1e-300);
      within(fisherSummed(a, margins), fisherExact(a, b, c, d));
      within(fisherSummedOneSided(a, margins, "less"), fisherExactOneSided(a, b, c, d, "less"));
      within(fisherSummedOneSided(a, margins, "greater"), fisherExactOneSided(a, b, c, d, "greater"));
    }),
    { numRuns: 60 },
  );
});

test("a million rows agree with whole-number arithmetic, a far tail too", () => {
  // By math.comb in Python for the observed table, the rest by its ratios: P(X <= a).
  for (const [a, b, c, d, expected] of [
    [100_000, 150_000, 101_000, 149_000, 0.001978983808747422],
    [240_000, 260_000, 250_000, 250_000, 2.610230260896877e-89],
    [20, 499_980, 60, 499_940, 4.286859546321743e-6],
  ] as const) {
    expect(Math.abs(fisherExactOneSided(a, b, c, d, "less") / expected - 1)).toBeLessThan(1e-11);
  }
});

test("a table of twenty million is told apart from its mirror image by whole numbers: both tails count", () => {
  const oneSided = fisherExactOneSided(5_000_000, 5_000_000, 4_990_000, 5_010_000, "greater");
  expect(fisherExact(5_000_000, 5_000_000, 4_990_000, 5_010_000) / oneSided).toBeCloseTo(2, 9);
  expect(fisherExact(400_000, 100_000, 100_000, 400_000)).toBe(0);
});

test("what is no count is refused", () => {
  for (const bad of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => fisherExact(1, bad, 1, 1)).toThrow(RangeError);
    expect(() => fisherExactOneSided(1, 1, 1, bad, "less")).toThrow(RangeError);
  }
  expect(() => fisherExact(2 ** 53 - 1, 2 ** 53 - 1, 0, 0)).toThrow(RangeError);
});

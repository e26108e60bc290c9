import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { mcnemarExact } from "./mcnemar.ts";

test("statsmodels' documented table [[23, 15], [19, 31]] has p = 0.607591", () => {
  expect(mcnemarExact(15, 19)).toBeCloseTo(0.607591, 6);
  conforms({
    area: "Statistics",
    claim: "McNemar's exact test",
    peer: "statsmodels' documentation",
    cases: assertionsMade(),
  });
});

test("small tables give the exact fraction, so that an alpha it equals is met and not missed by rounding", () => {
  expect(mcnemarExact(0, 3)).toBe(0.25);
  expect(mcnemarExact(5, 0)).toBe(0.0625);
  expect(mcnemarExact(0, 6)).toBe(0.03125);
  expect(mcnemarExact(1, 7)).toBe(18 / 256);
});

test("no discordant pairs, or as even a split as can be, have p = 1 exactly", () => {
  for (const [a, b] of [
    [0, 0],
    [1, 0],
    [7, 7],
    [7, 8],
    [500, 501],
    [40_000, 40_000],
  ] as const) {
    expect(mcnemarExact(a, b), `${a}, ${b}`).toBe(1);
  }
});

test("far tails keep their digits: p = 2^-999 and, by summation, 2^-1019", () => {
  expect(mcnemarExact(0, 1000)).toBe(2 ** -999);
  expect(Math.abs(mcnemarExact(0, 1020) / 2 ** -1019 - 1)).toBeLessThan(1e-12);
});

test("large tables agree with exact whole-number arithmetic to twelve digits", () => {
  for (const [few, pairs] of [
    [450, 1001],
    [300, 1500],
    [100, 1400],
    [2400, 5000],
    [2499, 5000],
  ] as const) {
    expect(Math.abs(mcnemarExact(few, pairs - few) / fraction(few, pairs) - 1), `${few} of ${pairs}`).toBeLessThan(
      1e-12,
    );
  }
});

test("a hundred thousand pairs give a probability that falls as the split grows uneven", () => {
  const ps = [50_000, 49_500, 49_000, 45_000].map((few) => mcnemarExact(few, 100_000 - few));
  expect(ps).toEqual([...ps].sort((a, b) => b - a));
  // By exact fractions in Python: Fraction(2 * sum(comb(100000, i) for i <= 49500), 2**100000).
  expect(ps[1]).toBeCloseTo(0.0015823598788515956, 14);
});

test("the sides are alike, and p is a probability", () => {
  const count = fc.nat({ max: 500 });
  fc.assert(
    fc.property(count, count, (a, b) => {
      const p = mcnemarExact(a, b);
      expect(p).toBe(mcnemarExact(b, a));
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
    }),
  );
});

test("what is no count is refused", () => {
  for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => mcnemarExact(count, 1)).toThrow(RangeError);
    expect(() => mcnemarExact(1, count)).toThrow(RangeError);
  }
});

/** Twice the sum of C(n, i) for i <= k over 2^n, its quotient taken with 80 spare bits. */
function fraction(k: number, n: number): number {
  let coefficient = 1n;
  let sum = 1n;
  for (let i = 1; i <= k; i++) {
    coefficient = (coefficient * BigInt(n - i + 1)) / BigInt(i);
    sum += coefficient;
  }
  const bits = sum.toString(2).length;
  const leading = Number(sum >> BigInt(Math.max(0, bits - 80)));
  return leading * 2 ** (Math.max(0, bits - 80) - n + 1);
}

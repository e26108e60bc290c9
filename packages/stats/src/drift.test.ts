import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { jensenShannonDistance, LEAST_SHARE, populationStabilityIndex } from "./drift.ts";

const counts = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 12 });

test("halves that become a quarter and three quarters have a PSI of 0.25 ln 3, by hand", () => {
  // (1/4 - 1/2) ln(1/2) + (3/4 - 1/2) ln(3/2) = 1/4 (ln 2 + ln 3/2).
  expect(populationStabilityIndex([5, 5], [10, 30])).toBeCloseTo(Math.log(3) / 4, 15);
});

test("an empty bin counts as the least share, on either side", () => {
  const expected = (1 - LEAST_SHARE) * Math.log(1 / LEAST_SHARE) * 2;
  expect(populationStabilityIndex([1, 0], [0, 1])).toBeCloseTo(expected, 12);
});

test("bins that one list lacks are empty", () => {
  expect(populationStabilityIndex([2, 1], [2, 1, 1])).toBe(populationStabilityIndex([2, 1, 0], [2, 1, 1]));
  expect(jensenShannonDistance([2, 1], [2, 1, 1])).toBe(jensenShannonDistance([2, 1, 0], [2, 1, 1]));
});

test("SciPy's documented distances: 1 in base 2 of nothing in common, 0.46450140402245893 in base e of (1, 0) and halves", () => {
  expect(jensenShannonDistance([1, 0, 0], [0, 1, 0])).toBe(1);
  expect(jensenShannonDistance([1, 0], [0.5, 0.5])).toBeCloseTo(0.46450140402245893 / Math.sqrt(Math.LN2), 14);
  conforms({
    area: "Statistics",
    claim: "Jensen-Shannon distances",
    peer: "SciPy's documentation",
    cases: assertionsMade(),
  });
});

test("both are 0 of the same shares, the same both ways round, and stay in their range", () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      fc.pre(a.some((count) => count > 0) && b.some((count) => count > 0));
      expect(populationStabilityIndex(a, b)).toBeGreaterThanOrEqual(0);
      expect(populationStabilityIndex(a, b)).toBeCloseTo(populationStabilityIndex(b, a), 12);
      expect(jensenShannonDistance(a, b)).toBe(jensenShannonDistance(b, a));
      expect(jensenShannonDistance(a, b)).toBeLessThanOrEqual(1);
      const twice = a.map((count) => count * 2);
      expect(populationStabilityIndex(a, twice)).toBe(0);
      expect(jensenShannonDistance(a, twice)).toBe(0);
    }),
  );
});

test("nothing counted has neither", () => {
  expect(populationStabilityIndex([0, 0], [1, 1])).toBeNaN();
  expect(jensenShannonDistance([1, 1], [])).toBeNaN();
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../test/harness/conforms.ts";
import { difference, type Estimate, relativeDifference } from "./arm.ts";
import { asymptoticFactor, asymptoticPValue, asymptoticSequence } from "./asymptotic.ts";
import type { SequenceSettings, Side } from "./settings.ts";
import { meanOfUnits } from "./unit-sums.ts";

const TWO_SIDED: SequenceSettings = { alpha: 0.05, side: "two-sided", tightestAt: 5_000 };
const SIDES: readonly Side[] = ["two-sided", "lower", "upper"];

describe("GrowthBook's own tests of its sequence", () => {
  conformsEach({ area: "Canary analysis", claim: "asymptotic confidence sequences", peer: "GrowthBook's own tests" });
  // gbstats, tests of frequentist sequential: A 3,000 units, B 3,461; its clock is the number of all units.
  const baseline = meanOfUnits({ units: 3_000, sum: 1_396.87, squares: 52_377.9767 });
  const candidate = meanOfUnits({ units: 3_461, sum: 2_422.7, squares: 134_698.29 });

  test("the relative difference has its interval", () => {
    const found = { ...relativeDifference(candidate, baseline), units: 6_461 };
    expect(found.estimate).toBeCloseTo(0.50336, 5);
    expect(Math.sqrt(found.squaredError)).toBeCloseTo(0.33341, 5);
    const { low, high } = asymptoticSequence(found, { ...TWO_SIDED, tightestAt: 1_000 });
    expect(low).toBeCloseTo(-0.55844, 5);
    expect(high).toBeCloseTo(1.56516, 5);
  });

  test("proportions have it", () => {
    const rate = (events: number, units: number) => {
      const value = events / units;
      return { value, unitVariance: value * (1 - value), units };
    };
    const found = { ...relativeDifference(rate(2_422, 3_461), rate(1_396, 3_000)), units: 6_461 };
    const { low, high } = asymptoticSequence(found, TWO_SIDED);
    expect(low).toBeCloseTo(0.40098, 5);
    expect(high).toBeCloseTo(0.60675, 5);
  });

  test("the one-sided absolute difference has its low end, and no high one", () => {
    const found = { ...difference(candidate, baseline), units: 6_461 };
    expect(found.estimate).toBeCloseTo(0.23438, 5);
    const { low, high } = asymptoticSequence(found, { ...TWO_SIDED, side: "lower" });
    expect(low).toBeCloseTo(-0.126568, 6);
    expect(high).toBe(Number.POSITIVE_INFINITY);
  });
});

test("a sequence is as wide as the formula by hand says", () => {
  // n = 200, α = 0.05: nρ² = 200 · 0.03984006677² = 0.317446, √(nρ² + 1) = 1.147800;
  // half = √(2 · 1.317446 · ln(1.147800 / 0.05) / 0.317446) = 5.10008 standard errors.
  expect(asymptoticFactor(200, TWO_SIDED)).toBeCloseTo(5.1001, 3);
});

const estimates = fc.record({
  estimate: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  squaredError: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
  units: fc.double({ min: 1, max: 1e9, noNaN: true }),
});

test.each(SIDES)("the p-value at an end of the %s sequence is its alpha", (side) => {
  fc.assert(
    fc.property(estimates, fc.double({ min: 1e-6, max: 0.4, noNaN: true }), (found, alpha) => {
      const settings = { alpha, side, tightestAt: 1_000 };
      const { low, high } = asymptoticSequence(found, settings);
      const [end, width] = side === "upper" ? [high, high - found.estimate] : [low, found.estimate - low];
      // Where the estimate dwarfs the error, the difference of the two has lost its digits.
      fc.pre(width > 1e-4 * Math.abs(found.estimate));
      expect(asymptoticPValue(found, end, settings) / alpha).toBeCloseTo(1, 6);
    }),
  );
});

test("one side is the mirror image of the other", () => {
  fc.assert(
    fc.property(estimates, (found) => {
      const lower = asymptoticSequence(found, { ...TWO_SIDED, side: "lower" });
      const mirrored: Estimate = { ...found, estimate: -found.estimate };
      const upper = asymptoticSequence(mirrored, { ...TWO_SIDED, side: "upper" });
      expect(upper.high).toBe(-lower.low);
      expect(upper.low).toBe(Number.NEGATIVE_INFINITY);
    }),
  );
});

test("nothing is known of no units, and no p-value is below 1", () => {
  const nothing = { estimate: 3, squaredError: Number.POSITIVE_INFINITY, units: 0 };
  for (const side of SIDES) {
    const settings = { ...TWO_SIDED, side };
    expect(asymptoticSequence(nothing, settings)).toEqual({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
    expect(asymptoticPValue(nothing, 0, settings)).toBe(1);
  }
});

test.each([
  { alpha: 0 },
  { alpha: 0.5 },
  { alpha: Number.NaN },
  { tightestAt: 0 },
  { tightestAt: Number.NaN },
  { tightestAt: Number.POSITIVE_INFINITY },
])("settings of %j are refused", (wrong) => {
  const settings = { ...TWO_SIDED, ...wrong };
  const found = { estimate: 0, squaredError: 1, units: 10 };
  expect(() => asymptoticSequence(found, settings)).toThrow(RangeError);
  expect(() => asymptoticPValue(found, 0, settings)).toThrow(RangeError);
});

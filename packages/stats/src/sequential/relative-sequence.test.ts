import fc from "fast-check";
import { expect, test } from "vitest";
import { type Arm, relativeDifference } from "./arm.ts";
import { asymptoticFactor, asymptoticSequence } from "./asymptotic.ts";
import { relativeSequence } from "./relative-sequence.ts";
import type { SequenceSettings } from "./settings.ts";

const TWO_SIDED: SequenceSettings = { alpha: 0.05, side: "two-sided", tightestAt: 5_000 };

const arms = fc.record({
  value: fc.double({ min: -10, max: 10, noNaN: true }),
  unitVariance: fc.double({ min: 0.01, max: 100, noNaN: true }),
  units: fc.integer({ min: 2, max: 1_000_000 }),
});

test("candidate minus an end's share of the baseline is just as many errors from 0 as the sequence is wide", () => {
  fc.assert(
    fc.property(arms, arms, (candidate, baseline) => {
      const { low, high } = relativeSequence(candidate, baseline, TWO_SIDED);
      fc.pre(Number.isFinite(low));
      const factor = asymptoticFactor(relativeDifference(candidate, baseline).units, TWO_SIDED);
      for (const end of [low, high]) {
        const share = (end + Math.sign(baseline.value)) * Math.sign(baseline.value);
        const error = Math.sqrt(
          candidate.unitVariance / candidate.units + (share ** 2 * baseline.unitVariance) / baseline.units,
        );
        const distance = Math.abs(candidate.value - share * baseline.value) / error;
        fc.pre(Math.abs(share) < 1e3);
        expect(distance / factor).toBeCloseTo(1, 5);
      }
    }),
  );
});

test("of many units it is the delta method's", () => {
  const candidate: Arm = { value: 2.1, unitVariance: 4, units: 1_000_000 };
  const baseline: Arm = { value: 2, unitVariance: 3, units: 1_000_000 };
  const fieller = relativeSequence(candidate, baseline, TWO_SIDED);
  const delta = asymptoticSequence(relativeDifference(candidate, baseline), TWO_SIDED);
  expect(fieller.low).toBeCloseTo(delta.low, 4);
  expect(fieller.high).toBeCloseTo(delta.high, 4);
});

test("beside a baseline that may be 0 it has no ends", () => {
  const candidate: Arm = { value: 2, unitVariance: 4, units: 100 };
  const baseline: Arm = { value: 0.1, unitVariance: 3, units: 100 };
  const unknown = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  expect(relativeSequence(candidate, baseline, TWO_SIDED)).toEqual(unknown);
  expect(relativeSequence({ ...candidate, units: 0 }, baseline, TWO_SIDED)).toEqual(unknown);
});

test("one side has one end, nearer than both would be", () => {
  const candidate: Arm = { value: 2, unitVariance: 4, units: 10_000 };
  const baseline: Arm = { value: -2, unitVariance: 3, units: 10_000 };
  const both = relativeSequence(candidate, baseline, TWO_SIDED);
  const lower = relativeSequence(candidate, baseline, { ...TWO_SIDED, side: "lower" });
  expect(lower.high).toBe(Number.POSITIVE_INFINITY);
  expect(lower.low).toBeGreaterThan(both.low);
  // The candidate is above a negative baseline by twice its magnitude.
  expect(lower.low).toBeLessThan(2);
  expect(both.high).toBeGreaterThan(2);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialProbability } from "../binomial.ts";
import { logRateEvidence, type RateMargin, type RateWindow } from "./rare-events.ts";
import { rareEventsPValue, rateDifferenceSequence } from "./rate-difference.ts";

const SAME: RateMargin = { factor: 1, plus: 0 };

function window(
  candidateEvents: number,
  candidateUnits: number,
  baselineEvents: number,
  baselineUnits: number,
): RateWindow {
  return { candidateUnits, candidateEvents, baselineUnits, baselineEvents };
}

/** The evidence's expectation in two windows of such rates, by going through every outcome. */
function expectation(
  units: readonly [number, number],
  rates: readonly [number, number],
  margin: RateMargin,
  side: "above" | "below",
): number {
  let mean = 0;
  for (let k = 0; k <= units[0]; k++) {
    for (let j = 0; j <= units[1]; j++) {
      const chance = binomialProbability(k, units[0], rates[0]) * binomialProbability(j, units[1], rates[1]);
      mean += chance * Math.exp(logRateEvidence([window(k, units[0], j, units[1])], margin, side));
    }
  }
  return mean;
}

describe("evidence is worth at most 1 on average at the margin, by going through every outcome", () => {
  test.each([
    [[5, 40], [0.02, 0.02], SAME],
    [[20, 20], [0.3, 0.3], SAME],
    [[5, 40], [0.06, 0.05], { factor: 1.2, plus: 0 }],
    [[30, 10], [0.051, 0.05], { factor: 1, plus: 0.001 }],
    [[10, 30], [0.04, 0.05], { factor: 1, plus: -0.01 }],
    [[25, 25], [0.01, 0], { factor: 1, plus: 0.01 }],
  ] as const)("of %j units with rates %j and the margin %j", (units, rates, margin) => {
    for (const side of ["above", "below"] as const) {
      const mean = expectation(units, rates, margin, side);
      expect(mean).toBeLessThanOrEqual(1 + 1e-12);
      // Events are rare, so that hardly anything is given away.
      if (rates[0] < 0.1) expect(mean).toBeGreaterThan(0.7);
    }
  });

  test("and less beyond it, on the side that the evidence is against", () => {
    expect(expectation([10, 30], [0.02, 0.05], SAME, "above")).toBeLessThan(1);
    expect(expectation([10, 30], [0.08, 0.05], SAME, "below")).toBeLessThan(1);
  });
});

test("the evidence is the average of 25 bets, each by hand", () => {
  // At an even split a bet on odds r pays 2r / (1 + r) for an event of the candidate: five of them, and none of the baseline.
  let mean = 0;
  for (let j = -12; j <= 12; j++) {
    const odds = 1 + 2 ** (j / 2);
    mean += ((2 * odds) / (1 + odds)) ** 5 / 25;
  }
  expect(logRateEvidence([window(5, 100, 0, 100)], SAME, "above")).toBeCloseTo(Math.log(mean), 12);
});

test("windows of one share may be added up, and a rate that changes with time does no harm", () => {
  const night = window(1, 500, 1, 9_500);
  const day = window(4, 500, 80, 9_500);
  const together = window(5, 1_000, 81, 19_000);
  for (const side of ["above", "below"] as const) {
    expect(logRateEvidence([night, day], SAME, side)).toBeCloseTo(logRateEvidence([together], SAME, side), 10);
  }
});

test("a window with one version alone says nothing", () => {
  const both = window(5, 100, 1, 100);
  const alone = [window(3, 50, 0, 0), window(0, 0, 9, 50)];
  const margin = { factor: 2, plus: 0.01 };
  expect(logRateEvidence([both, ...alone], margin, "above")).toBe(logRateEvidence([both], margin, "above"));
  expect(logRateEvidence([], SAME, "above")).toBe(0);
});

const windows = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 2_000 })).chain(([n, m]) =>
    fc.record({
      candidateUnits: fc.constant(n),
      candidateEvents: fc.integer({ min: 0, max: Math.ceil(n / 20) }),
      baselineUnits: fc.constant(m),
      baselineEvents: fc.integer({ min: 0, max: Math.ceil(m / 20) }),
    }),
  ),
  { minLength: 1, maxLength: 5 },
);

test("a wider margin is harder to exceed and easier to stay below", () => {
  const plus = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(windows, plus, plus, (some, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const evidence = (by: number, side: "above" | "below") => logRateEvidence(some, { factor: 1, plus: by }, side);
      expect(evidence(more, "above")).toBeLessThanOrEqual(evidence(less, "above") + 1e-9);
      expect(evidence(more, "below")).toBeGreaterThanOrEqual(evidence(less, "below") - 1e-9);
    }),
  );
});

describe("the sequence of the difference", () => {
  const settings = { alpha: 0.05, side: "two-sided" } as const;

  test("ends where there is evidence of 2 / alpha", () => {
    fc.assert(
      fc.property(windows, (some) => {
        const { low, high } = rateDifferenceSequence(some, settings);
        expect(low).toBeLessThanOrEqual(high);
        if (low > -1) expect(rareEventsPValue(some, { factor: 1, plus: low }, "above")).toBeCloseTo(0.025, 6);
        if (high < 1) expect(rareEventsPValue(some, { factor: 1, plus: high }, "below")).toBeCloseTo(0.025, 6);
      }),
    );
  });

  test("of no events in many units is near 0 from above", () => {
    // The best of the bets is on the least odds, 1/65, of a share of 1/20: it pays 1 - u = 0.983 for each unit and difference.
    const { low, high } = rateDifferenceSequence([window(0, 1_000, 0, 19_000)], { alpha: 0.05, side: "upper" });
    expect(low).toBe(-1);
    expect(high).toBeGreaterThan(Math.log(20) / 1_000 / 0.983);
    expect(high).toBeLessThan((Math.log(20) + Math.log(25)) / 1_000 / 0.983);
  });

  test("of nothing is all there is", () => {
    expect(rateDifferenceSequence([], settings)).toEqual({ low: -1, high: 1 });
  });
});

test.each([
  window(2, 1, 0, 5),
  window(0, 5, 6, 5),
  window(-1, 5, 0, 5),
  window(0.5, 5, 0, 5),
  window(Number.NaN, 5, 0, 5),
  window(0, Number.NaN, 0, 5),
  window(0, 5.5, 0, 5),
])("the window %j is refused", (wrong) => {
  expect(() => logRateEvidence([wrong], SAME, "above")).toThrow(RangeError);
  expect(() => rateDifferenceSequence([wrong], { alpha: 0.05, side: "lower" })).toThrow(RangeError);
});

test.each([
  { factor: 0, plus: 0 },
  { factor: Number.NaN, plus: 0 },
  { factor: 1, plus: Number.NaN },
  { factor: 1, plus: 2 },
])("the margin %j is refused", (margin) => {
  expect(() => logRateEvidence([window(0, 5, 0, 5)], margin, "above")).toThrow(RangeError);
});

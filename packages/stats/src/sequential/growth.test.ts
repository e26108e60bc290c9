import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Estimate } from "./arm.ts";
import { asymptoticFactor } from "./asymptotic.ts";
import { growthOfEstimate, growthUntil, unitsForDifference } from "./growth.ts";
import { logOfBets } from "./rare-events.ts";
import { growthOfRareEvents, growthOfRate, unitsForRareEvents } from "./rate-growth.ts";
import { rateSequence } from "./rate-sequence.ts";
import type { SequenceSettings } from "./settings.ts";

const TWO_SIDED: SequenceSettings = { alpha: 0.05, side: "two-sided", tightestAt: 5_000 };

describe("growth", () => {
  test("is the least that is enough, to 0.01 %", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1e9, noNaN: true }), (needed) => {
        const found = growthUntil((growth) => growth >= needed);
        expect(found).toBeGreaterThanOrEqual(Math.max(1, needed));
        expect(found).toBeLessThanOrEqual(Math.max(1, needed * 1.0001));
      }),
    );
  });

  test("is none where nothing is ever enough", () => {
    expect(growthUntil(() => false)).toBeNull();
  });
});

describe("of an asymptotic sequence", () => {
  const found: Estimate = { estimate: 0.3, squaredError: 0.01, units: 400 };

  test("a sample grown so is just as narrow as asked for", () => {
    const growth = growthOfEstimate(found, 0.1, 0.5, TWO_SIDED) ?? Number.NaN;
    const half = (times: number) => asymptoticFactor(400 * times, TWO_SIDED) * Math.sqrt(0.01 / times);
    expect(half(growth)).toBeLessThanOrEqual(0.1);
    expect(half(growth * 0.999)).toBeGreaterThan(0.1);
  });

  test("more power takes more", () => {
    const half = growthOfEstimate(found, 0.1, 0.5, TWO_SIDED) ?? Number.NaN;
    expect(growthOfEstimate(found, 0.1, 0.9, TWO_SIDED)).toBeGreaterThan(half * 1.3);
  });

  test("nothing is told where nothing is known", () => {
    expect(
      growthOfEstimate({ estimate: 0, squaredError: Number.POSITIVE_INFINITY, units: 0 }, 1, 0.5, TWO_SIDED),
    ).toBeNull();
  });

  test.each([
    [0, 0.5],
    [Number.NaN, 0.5],
    [1, 0.4],
    [1, 1],
    [1, Number.NaN],
  ])("a distance of %d at a power of %d is refused", (distance, power) => {
    expect(() => growthOfEstimate(found, distance, power, TWO_SIDED)).toThrow(RangeError);
  });
});

describe("units for a difference", () => {
  const variances = { candidate: 1, baseline: 1 };

  test("are what makes the sequence and the power's share of errors as wide as the distance", () => {
    // At an even split of n units the standard error is 2 / √n; z of 80 % is 0.8416.
    const units = unitsForDifference(variances, 0.5, 0.2, 0.8, TWO_SIDED) ?? Number.NaN;
    const width = (n: number) => (asymptoticFactor(n, TWO_SIDED) + 0.8416212) * (2 / Math.sqrt(n));
    expect(width(units)).toBeLessThanOrEqual(0.2 + 1e-6);
    expect(width(units * 0.999)).toBeGreaterThan(0.2);
  });

  test("are more where the candidate has a small share: as 1 / (4 share (1 - share))", () => {
    const even = unitsForDifference(variances, 0.5, 0.2, 0.8, TWO_SIDED) ?? Number.NaN;
    const few = unitsForDifference(variances, 0.05, 0.2, 0.8, TWO_SIDED) ?? Number.NaN;
    expect(few / even).toBeCloseTo(1 / (4 * 0.05 * 0.95), 2);
  });

  test.each([0, 1, Number.NaN])("a share of %d is refused", (share) => {
    expect(() => unitsForDifference(variances, share, 0.2, 0.8, TWO_SIDED)).toThrow(RangeError);
  });
});

describe("of a rate", () => {
  test("a sample grown so leaves the other rate out, and one a little smaller does not", () => {
    const growth = growthOfRate(30, 1_000, 0.02, TWO_SIDED) ?? Number.NaN;
    const low = (n: number) => rateSequence(0.03 * n, n, TWO_SIDED).low;
    expect(low(Math.floor(1_000 * growth))).toBeGreaterThan(0.02);
    expect(low(Math.floor(990 * growth))).toBeLessThan(0.02);
  });

  test("there is no end where the rate is the other, or there is none", () => {
    expect(growthOfRate(20, 1_000, 0.02, TWO_SIDED)).toBeNull();
    expect(growthOfRate(0, 0, 0.02, TWO_SIDED)).toBeNull();
  });
});

describe("of rare events", () => {
  const margin = { factor: 1, plus: 0.001 };
  const seen = { candidateUnits: 1_000, candidateEvents: 5, baselineUnits: 9_000, baselineEvents: 9 };

  test("evidence of 1 / alpha is there just after so many times as many", () => {
    const growth = growthOfRareEvents([seen], margin, "above", 0.01) ?? Number.NaN;
    const grown = (times: number) => ({
      candidateUnits: 1_000 * times,
      candidateEvents: 5 * times,
      baselineUnits: 9_000 * times,
      baselineEvents: 9 * times,
    });
    expect(logOfBets([grown(growth)], margin, "above")).toBeGreaterThanOrEqual(Math.log(100));
    expect(logOfBets([grown(growth * 0.999)], margin, "above")).toBeLessThan(Math.log(100));
  });

  test("there never is any for what is not so", () => {
    expect(growthOfRareEvents([seen], margin, "below", 0.01)).toBeNull();
  });

  test("that there are few is proven by (ln 25 + ln(1/α)) / plus units of the candidate at most, where there are none", () => {
    const units = unitsForRareEvents({ candidate: 0, baseline: 0 }, 0.05, margin, "below", 0.05) ?? Number.NaN;
    expect(units * 0.05).toBeGreaterThan(Math.log(20) / 0.001);
    expect(units * 0.05).toBeLessThan((Math.log(25) + Math.log(20)) / 0.001);
  });

  test.each([0, 1, Number.NaN])("a share of %d is refused", (share) => {
    expect(() => unitsForRareEvents({ candidate: 0, baseline: 0 }, share, margin, "below", 0.05)).toThrow(RangeError);
  });
});

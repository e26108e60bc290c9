import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { INTERVALS } from "./estimate-types.ts";
import { type DrawsReading, deviationOf, fromDraws } from "./from-draws.ts";

const VALUES = { candidate: 2, baseline: 0, standardError: null };
const READING: DrawsReading = { confidence: 0.95, interval: "student", isTest: false, acceleration: 0, units: 10 };

function drawsOf(...candidate: readonly number[]) {
  return { candidate: Float64Array.from(candidate), baseline: new Float64Array(candidate.length) };
}

describe("an interval from draws", () => {
  test("is Student's by hand: draws of 1, 2, 3 of 10 rows have an error of sqrt(10/9), and t(9) is 2.262157", () => {
    const found = fromDraws(VALUES, 2, drawsOf(1, 2, 3), READING);
    // scipy.stats.t.ppf(0.975, 9); p is 2 * scipy.stats.t.sf(2 / sqrt(10/9), 9).
    expect(found.difference?.high).toBeCloseTo(2 + 2.2621571627409915 * Math.sqrt(10 / 9), 9);
    expect(found.pValue).toBeCloseTo(0.09026733160785504, 12);
    expect(found).toMatchObject({ interval: "bootstrap-student", test: "bootstrap-student", resamples: 3 });
  });

  test("of quantiles goes with Student's p-value, and with its own where the bootstrap is the test", () => {
    const draws = () => drawsOf(...Array.from({ length: 999 }, (_, draw) => draw / 250 - 0.1));
    const usual = fromDraws(VALUES, 2, draws(), { ...READING, interval: "percentile" });
    expect(usual).toMatchObject({ interval: "bootstrap-percentile", test: "bootstrap-student" });
    const asked = fromDraws(VALUES, 2, draws(), { ...READING, interval: "percentile", isTest: true });
    expect(asked.difference).toEqual(usual.difference);
    // 26 of 999 draws are at most zero: 2 * 27 / 1000.
    expect(asked).toMatchObject({ test: "bootstrap-percentile", pValue: 0.054 });
  });

  test("is not bias-corrected where there is no acceleration, or the estimate lies beyond all draws", () => {
    const bca: DrawsReading = { ...READING, interval: "bca", isTest: true };
    const draws = () => drawsOf(0.5, 1, 1.5, 2.5, 3);
    expect(fromDraws(VALUES, 2, draws(), bca).interval).toBe("bootstrap-bca");
    expect(fromDraws(VALUES, 2, draws(), { ...bca, acceleration: null }).interval).toBe("bootstrap-percentile");
    expect(fromDraws(VALUES, 4, draws(), bca).interval).toBe("bootstrap-percentile");
  });

  test("of equal draws is that one value, with no smaller p than so few rows can have", () => {
    for (const interval of INTERVALS) {
      for (const isTest of [true, false]) {
        const found = fromDraws(VALUES, 2, drawsOf(2, 2, 2, 2), { ...READING, interval, isTest, units: 3 });
        expect(found.difference).toEqual({ estimate: 2, low: 2, high: 2 });
        expect(found.pValue).toBeGreaterThanOrEqual(1 / 4);
      }
    }
  });

  test("leaves out a draw without a value; with more than 1 % of them there is no difference", () => {
    const draws = (undefinedDraws: number) =>
      drawsOf(...Array.from({ length: 200 }, (_, draw) => (draw < undefinedDraws ? Number.NaN : draw)));
    expect(fromDraws(VALUES, 2, draws(2), READING).resamples).toBe(198);
    const none = fromDraws(VALUES, 2, draws(3), READING);
    expect(none).toMatchObject({ difference: null, pValue: null, interval: null, test: null, resamples: 0 });
  });

  test("is in order and has a probability, whatever was drawn", () => {
    const draws = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 });
    const reading = fc.record({
      confidence: fc.double({ min: 0.5, max: 1, noNaN: true }),
      interval: fc.constantFrom(...INTERVALS),
      isTest: fc.boolean(),
      acceleration: fc.option(fc.double({ min: -0.3, max: 0.3, noNaN: true })),
      units: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(draws, reading, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (drawn, how, estimate) => {
        const { difference, pValue } = fromDraws(VALUES, estimate, drawsOf(...drawn), how);
        expect(difference?.low).toBeLessThanOrEqual(difference?.high ?? Number.NaN);
        if (how.units < 2) expect(pValue).toBeNull();
        else expect(pValue).toSatisfy((p: number) => p >= 0 && p <= 1);
      }),
    );
  });
});

test("the deviation of draws is that of a sample: 1, 2, 3 and one without a value have 1", () => {
  expect(deviationOf(Float64Array.of(1, Number.NaN, 2, 3))).toBeCloseTo(1, 12);
  expect(deviationOf(Float64Array.of(1, Number.NaN))).toBeNull();
});

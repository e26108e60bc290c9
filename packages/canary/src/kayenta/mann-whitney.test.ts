import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FEWER_ERRORS,
  MORE_ERRORS,
  R_CONTROL,
  R_EXPERIMENT,
  R_LARGE_CONTROL,
  R_LARGE_EXPERIMENT,
} from "../../fixtures/kayenta-samples.ts";
import { mannWhitneyShift, standardizedRankSum } from "./mann-whitney.ts";

// Expected values without another source are those of kayenta-mannwhitney's MannWhitneySuite, which has some of R; to its 1e-6.
const DIGITS = 6;

describe("the interval is that of Kayenta and of R", () => {
  test("of four values a side, none of them tied", () => {
    const shift = shiftOf([10, 20, 30, 40], [1, 2, 3, 4], 0.95);
    expect(shift).toEqual({ low: 6, estimate: 22.5, high: 39 });
  });

  test("of ninety values a side with many ties", () => {
    const shift = shiftOf(R_EXPERIMENT, R_CONTROL, 0.95);
    expect(shift?.low).toBeCloseTo(-0.500002521696696, DIGITS);
    expect(shift?.high).toBeCloseTo(-3.486287505871302e-5, DIGITS);
    // The suite itself allows the estimate 1e-4: it is where a function with steps crosses zero.
    expect(Math.abs((shift?.estimate ?? 0) + 0.4999393907180323)).toBeLessThan(1e-4);
  });

  test("of 180 values a side at 98 %, whose ends decide", () => {
    const shift = shiftOf(R_LARGE_EXPERIMENT, R_LARGE_CONTROL, 0.98);
    expect(shift?.low).toBeCloseTo(-0.4999173250549087, DIGITS);
    expect(shift?.high).toBeCloseTo(-6.912685789769486e-6, DIGITS);
    expect(Math.abs((shift?.estimate ?? 0) + 3.45044082729315e-5)).toBeLessThan(1e-4);
  });

  test("of 210 values of which most are zero, where each end depends on the path that is taken to it", () => {
    const shift = shiftOf(MORE_ERRORS, FEWER_ERRORS, 0.95);
    expect(shift?.low).toBeCloseTo(3.521755377702165e-5, 12);
    expect(shift?.high).toBeCloseTo(2.02456461662334e-5, 12);
    expect(shift?.estimate).toBeCloseTo(2.6279243045155653e-5, 12);
  });
});

test("the rank sum is standardized at any shift", () => {
  const z = (shift: number) => standardizedRankSum(sorted(MORE_ERRORS), sorted(FEWER_ERRORS), shift);
  const quantile = 1.9599639845400536;
  // The suite has them less the quantile of 95 %, at both ends of the range.
  expect(z(-3.124999999999986) - quantile).toBeCloseTo(17.090968923762254, DIGITS);
  expect(z(5.555555555555557) - quantile).toBeCloseTo(-20.997687930433106, DIGITS);
});

test("there is no interval of an empty sample, of values that are all tied, nor of a range that is no number", () => {
  expect(shiftOf([], [1], 0.98)).toBeNull();
  expect(shiftOf([1], [], 0.98)).toBeNull();
  expect(shiftOf([2, 2], [1, 1, 1], 0.98)).toBeNull();
  expect(shiftOf([1, Number.POSITIVE_INFINITY], [1, 2], 0.98)).toBeNull();
  expect(shiftOf([1, 1e308], [-1e308, 2], 0.98)).toBeNull();
});

test("no pair of samples has an interval beyond the largest differences between them", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, values, (experiment, control) => {
      const shift = shiftOf(experiment, control, 0.98);
      if (shift === null) return;
      const least = Math.min(...experiment) - Math.max(...control);
      const most = Math.max(...experiment) - Math.min(...control);
      for (const end of Object.values(shift)) {
        expect(end).toBeGreaterThanOrEqual(least);
        expect(end).toBeLessThanOrEqual(most);
      }
    }),
  );
});

function shiftOf(experiment: readonly number[], control: readonly number[], confidence: number) {
  return mannWhitneyShift(sorted(experiment), sorted(control), confidence);
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

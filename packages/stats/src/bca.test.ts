import fc from "fast-check";
import { expect, test } from "vitest";
import { acceleration, bcaInterval, bcaPValue } from "./bca.ts";
import { bootstrapPValue, percentileInterval } from "./bootstrap.ts";
import { momentsOf } from "./moments.ts";
import { normalCdf } from "./normal-cdf.ts";
import { createRandom } from "./random.ts";

/**
 * Scores of 26 children at a test of spatial perception (Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
 * table 14.1, A).
 */
const SCORES = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];

function variance(values: readonly number[]): number {
  const { squares, weight } = momentsOf(values);
  return squares / weight;
}

test("Efron and Tibshirani's spatial test: variance 171.5, acceleration 0.061, 90 % interval (115.8, 259.6)", () => {
  const { mean } = momentsOf(SCORES);
  const estimate = variance(SCORES);
  expect(estimate).toBeCloseTo(171.5, 1);
  const byRow = acceleration(SCORES.map((score) => (score - mean) ** 2 - estimate));
  expect(byRow).toBeCloseTo(0.061, 3);
  const random = createRandom(1);
  const draws = Float64Array.from({ length: 4000 }, () => variance(SCORES.map(() => SCORES[random.integer(26)] ?? 0)));
  const { low, high } = bcaInterval(draws, estimate, byRow, 0.9);
  // Theirs are of 2000 draws: an end varies by a few points.
  expect(Math.abs(low - 115.8)).toBeLessThan(5);
  expect(Math.abs(high - 259.6)).toBeLessThan(8);
});

test("their z0 = 0.146 and a = 0.061 move the ends of a 90 % interval to the quantiles 0.110 and 0.985", () => {
  // The book, p. 186; by hand, 0.146 + (0.146 + 1.645) / (1 - 0.061 (0.146 + 1.645)) is 2.157, which 0.9845 lies below.
  // Draws spread evenly over [0, 1] are their own quantiles.
  const draws = Float64Array.from({ length: 100_001 }, (_, draw) => draw / 100_000);
  const { low, high } = bcaInterval(draws, normalCdf(0.146), 0.061, 0.9);
  expect(low).toBeCloseTo(0.11, 3);
  expect(high).toBeCloseTo(0.9845, 4);
});

test("the acceleration of cells is that of their rows, and of no influence 0", () => {
  const cells = [2, -1, -0.5];
  expect(acceleration(cells, [1, 1, 2])).toBe(acceleration([2, -1, -0.5, -0.5]));
  // By hand: (8 - 1 - 0.125 - 0.125) / (6 * 5.5^1.5).
  expect(acceleration(cells, [1, 1, 2])).toBeCloseTo(6.75 / (6 * 5.5 ** 1.5), 15);
  expect(acceleration([0, 0])).toBe(0);
});

const manyDraws = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 20, maxLength: 300 });

test("without bias and acceleration interval and p-value are those of the percentile bootstrap", () => {
  fc.assert(
    fc.property(manyDraws, (values) => {
      // With its mirror image: half below, half above, the estimate in the middle.
      const draws = Float64Array.from(values.flatMap((value) => [5 + value, 5 - value]));
      const ours = bcaInterval(draws, 5, 0, 0.9);
      const theirs = percentileInterval(draws, 0.9);
      expect(ours.low).toBeCloseTo(theirs.low, 9);
      expect(ours.high).toBeCloseTo(theirs.high, 9);
      expect(bcaPValue(draws, 5, 0)).toBeCloseTo(bootstrapPValue(draws), 12);
    }),
  );
});

test("a p-value of at most alpha has an interval at confidence 1 - alpha that leaves zero out, and a clear one vice versa", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.double({ min: -3, max: 3, noNaN: true }), (seed, shift) => {
      const random = createRandom(seed);
      const draws = Float64Array.from(
        { length: 1000 },
        () => shift + random.next() + random.next() + random.next() - 1.5,
      );
      const p = bcaPValue(draws, shift + 0.05, 0.05);
      for (const alpha of [0.01, 0.05, 0.2]) {
        const { low, high } = bcaInterval(draws, shift + 0.05, 0.05, 1 - alpha);
        if (p <= alpha) expect(low > 0 || high < 0, `${p}: ${low} to ${high}`).toBe(true);
        // One is added to counts and draws, and an end lies between two draws.
        if (p > alpha + 0.02) expect(low <= 0 && high >= 0, `${p}: ${low} to ${high}`).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

test("draws that are all the estimate are their own interval, and of zeros p is 1", () => {
  expect(bcaInterval(new Float64Array(50).fill(3), 3, 0.1, 0.95)).toEqual({ low: 3, high: 3 });
  expect(bcaPValue(new Float64Array(50), 0, 0.1)).toBe(1);
  expect(bcaPValue(new Float64Array(50).fill(3), 3, 0.1)).toBe(2 / 51);
});

test("whatever the bias and the acceleration, ends lie among the draws, in order, and p is a probability", () => {
  const number = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(manyDraws, number, fc.double({ min: -3, max: 3, noNaN: true }), (values, estimate, a) => {
      const draws = Float64Array.from(values);
      const p = bcaPValue(draws, estimate, a);
      expect(p >= 2 / (values.length + 1) && p <= 1).toBe(true);
      const { low, high } = bcaInterval(draws, estimate, a, 0.95);
      expect(Math.min(...values) <= low && low <= high && high <= Math.max(...values)).toBe(true);
    }),
  );
});

test("no draws, NaN and impossible confidences are refused", () => {
  expect(() => bcaInterval(new Float64Array(), 1, 0, 0.95)).toThrow(RangeError);
  expect(() => bcaPValue(new Float64Array(), 1, 0)).toThrow(RangeError);
  expect(() => bcaInterval(Float64Array.of(1, Number.NaN), 1, 0, 0.95)).toThrow(RangeError);
  expect(() => bcaPValue(Float64Array.of(1, Number.NaN), 1, 0)).toThrow(RangeError);
  expect(() => bcaInterval(Float64Array.of(1), Number.NaN, 0, 0.95)).toThrow(RangeError);
  expect(() => bcaPValue(Float64Array.of(1), 1, Number.NaN)).toThrow(RangeError);
  for (const confidence of [0, 1, Number.NaN]) {
    expect(() => bcaInterval(Float64Array.of(1), 1, 0, confidence)).toThrow(RangeError);
  }
});

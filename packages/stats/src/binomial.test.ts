import fc from "fast-check";
import { expect, test } from "vitest";
import { binomialProbability } from "./binomial.ts";
import { sampleBinomial } from "./binomial-sample.ts";
import { multinomialResampler } from "./multinomial.ts";
import { createRandom } from "./random.ts";

/** How far a probability at 1/2 is from that of whole-number arithmetic, relatively. */
function errorAt(k: number, n: number): number {
  let coefficient = 1n;
  for (let i = 1; i <= k; i++) coefficient = (coefficient * BigInt(n - i + 1)) / BigInt(i);
  return Math.abs(binomialProbability(k, n, 0.5) / (Number(coefficient) * 2 ** -n) - 1);
}

test("probabilities are those of whole-number arithmetic", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      expect(errorAt(Math.round(n * share), n)).toBeLessThan(2e-13);
    }),
  );
});

test("far tails keep their digits: the rounding of a quotient and of a large exponent is not added up", () => {
  for (const [k, n] of [
    [2, 864],
    [23, 895],
    [65, 977],
    [912, 977],
  ] as const) {
    expect(errorAt(k, n), `${k} of ${n}`).toBeLessThan(2e-13);
  }
});

test("probabilities of every outcome sum to 1, at the ends too", () => {
  for (const [n, p] of [
    [1, 0.3],
    [37, 0.01],
    [400, 0.97],
    [50, 0],
    [50, 1],
    [0, 0.4],
  ] as const) {
    const sum = Array.from({ length: n + 1 }, (_, k) => binomialProbability(k, n, p)).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 13);
  }
});

test("samples follow the distribution, small means and large, on either side of one half", () => {
  for (const [n, p] of [
    [5, 0.3],
    [1_000_000, 2e-6],
    [60, 0.1],
    [101, 0.1],
    [100, 0.5],
    [100, 0.93],
    [400, 0.3],
  ] as const) {
    const random = createRandom(11);
    const draws = 50_000;
    const seen = new Map<number, number>();
    for (let draw = 0; draw < draws; draw++) {
      const k = sampleBinomial(n, p, random);
      seen.set(k, (seen.get(k) ?? 0) + 1);
    }
    let chiSquare = 0;
    let bins = 0;
    for (let k = 0; k <= Math.min(n, 1000); k++) {
      const expected = draws * binomialProbability(k, n, p);
      if (expected < 10) continue;
      chiSquare += ((seen.get(k) ?? 0) - expected) ** 2 / expected;
      bins++;
    }
    // Wilson and Hilferty's approximation of the chi-square quantile at 1 - 1e-6 (z = 4.75).
    const limit = bins * (1 - 2 / (9 * bins) + 4.75 * Math.sqrt(2 / (9 * bins))) ** 3;
    expect(chiSquare, `n ${n}, p ${p}`).toBeLessThan(limit);
  }
});

test("samples stay within their bounds and take certain outcomes for granted", () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (n, p, seed) => {
      const k = sampleBinomial(n, p, createRandom(seed));
      expect(Number.isInteger(k) && k >= 0 && k <= n).toBe(true);
    }),
  );
  expect(sampleBinomial(9, 0, createRandom(1))).toBe(0);
  expect(sampleBinomial(9, 1, createRandom(1))).toBe(9);
  for (const [n, p] of [
    [-1, 0.5],
    [1.5, 0.5],
    [2, -0.1],
    [2, Number.NaN],
  ] as const) {
    expect(() => sampleBinomial(n, p, createRandom(1))).toThrow(RangeError);
    expect(() => binomialProbability(0, n, p)).toThrow(RangeError);
  }
});

test("a resample has as many rows as the table, and none in cells without any", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 300 })), { minLength: 1 }),
      fc.nat(),
      (counts, seed) => {
        const into = new Int32Array(counts.length);
        multinomialResampler(counts, createRandom(seed))(into);
        expect(into.reduce((sum, count) => sum + count, 0)).toBe(counts.reduce((sum, count) => sum + count, 0));
        for (const [cell, count] of counts.entries()) if (count === 0) expect(into[cell]).toBe(0);
      },
    ),
  );
  expect(() => multinomialResampler([1, -1], createRandom(1))).toThrow(RangeError);
});

test("resampled cells have the mean n p and the covariance -n p q of the multinomial", () => {
  // The last two are small enough to be drawn row by row.
  const counts = [500, 300, 0, 150, 43, 5, 2];
  const resample = multinomialResampler(counts, createRandom(3));
  const into = new Int32Array(counts.length);
  const draws = 40_000;
  const sums = counts.map(() => 0);
  let product = 0;
  for (let draw = 0; draw < draws; draw++) {
    resample(into);
    for (const [cell, count] of into.entries()) sums[cell] = (sums[cell] ?? 0) + count;
    product += ((into[0] ?? 0) - 500) * ((into[1] ?? 0) - 300);
  }
  for (const [cell, count] of counts.entries()) {
    // Five standard errors of the mean: the standard deviation is at most sqrt(1000 / 4).
    expect(Math.abs((sums[cell] ?? 0) / draws - count)).toBeLessThan((5 * Math.sqrt(250)) / Math.sqrt(draws));
  }
  // -1000 * 0.5 * 0.3 = -150; a product of two such normal counts has a standard deviation of about 275.
  expect(Math.abs(product / draws + 150)).toBeLessThan((5 * 275) / Math.sqrt(draws));
});

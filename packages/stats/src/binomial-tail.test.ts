import { expect, test } from "vitest";
import { binomialProbability } from "./binomial.ts";
import { binomialQuantile, binomialUpperTail } from "./binomial-tail.ts";

test("the tail is the sum of the probabilities, on either side of the mean", () => {
  for (const k of [0, 1, 3, 7, 12, 20]) {
    let sum = 0;
    for (let count = k; count <= 20; count++) sum += binomialProbability(count, 20, 0.37);
    expect(binomialUpperTail(k, 20, 0.37)).toBeCloseTo(sum, 13);
  }
  // A coin that falls on heads 40 times of 40.
  expect(binomialUpperTail(40, 40, 0.5)).toBeCloseTo(2 ** -40, 25);
});

test("the quantile is the first count whose share below reaches it", () => {
  for (const [n, p] of [
    [20, 0.37],
    [5000, 0.001],
    [100_000, 0.01],
  ] as const) {
    for (const share of [0.0125, 0.5, 0.9875]) {
      const count = binomialQuantile(share, n, p);
      expect(1 - binomialUpperTail(count + 1, n, p)).toBeGreaterThanOrEqual(share - 1e-12);
      expect(1 - binomialUpperTail(count, n, p)).toBeLessThan(share + 1e-12);
    }
  }
});

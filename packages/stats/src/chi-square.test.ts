import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { chiSquareUpper } from "./chi-square.ts";
import { normalCdf } from "./normal-cdf.ts";

test("quantiles of the published table have their probabilities", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
  for (const [statistic, degrees, p] of [
    [3.841, 1, 0.05],
    [5.991, 2, 0.05],
    [18.307, 10, 0.05],
    [10.828, 1, 0.001],
    [124.342, 100, 0.05],
    [77.929, 100, 0.95],
  ] as const) {
    expect(chiSquareUpper(statistic, degrees)).toBeCloseTo(p, p < 0.01 ? 5 : 3);
  }
  conforms({
    area: "Statistics",
    claim: "the chi-square distribution",
    peer: "NIST e-Handbook, 1.3.6.7.4",
    cases: assertionsMade(),
  });
});

test("of even degrees it is a sum of Poisson probabilities, of one degree two tails of the normal distribution", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 200, noNaN: true }), fc.integer({ min: 1, max: 40 }), (statistic, half) => {
      let term = Math.exp(-statistic / 2);
      let sum = term;
      for (let k = 1; k < half; k++) {
        term *= statistic / 2 / k;
        sum += term;
      }
      expect(Math.abs(chiSquareUpper(statistic, 2 * half) - sum)).toBeLessThan(1e-12);
      const tails = 2 * normalCdf(-Math.sqrt(statistic));
      expect(Math.abs(chiSquareUpper(statistic, 1) / tails - 1)).toBeLessThan(1e-9);
    }),
  );
});

test("the ends are 1 and 0, and what is no statistic is refused", () => {
  expect(chiSquareUpper(0, 3)).toBe(1);
  expect(chiSquareUpper(Number.POSITIVE_INFINITY, 3)).toBe(0);
  for (const [statistic, degrees] of [
    [-1, 1],
    [Number.NaN, 1],
    [1, 0],
    [1, 1.5],
  ] as const) {
    expect(() => chiSquareUpper(statistic, degrees)).toThrow(RangeError);
  }
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../test/harness/conforms.ts";
import { cohensKappa, KAPPA_WEIGHTS } from "./cohens-kappa.ts";

const times = (...runs: readonly [number, number][]) =>
  runs.flatMap(([count, category]) => Array.from({ length: count }, () => category));

describe("what scikit-learn publishes", () => {
  conformsEach({ area: "Statistics", claim: "Cohen's kappa", peer: "scikit-learn's documentation and tests" });
  test("the example of cohen_kappa_score's page: 0.6875", () => {
    expect(cohensKappa([0, 2, 0, 1, 2], [0, 2, 0, 1, 0])).toBeCloseTo(0.6875, 12);
  });

  // sklearn/metrics/tests/test_classification.py, test_cohen_kappa; the first from Artstein and Poesio, CL 34 (2008), p. 568.
  test("its tests' values", () => {
    const one = times([40, 0], [60, 1]);
    const two = times([20, 0], [20, 1], [10, 0], [50, 1]);
    expect(cohensKappa(one, two)).toBeCloseTo(0.348, 3);
    const three = times([46, 0], [44, 1], [10, 2]);
    expect(cohensKappa(three, times([52, 0], [32, 1], [16, 2]))).toBeCloseTo(0.8013, 4);
    const four = times([50, 0], [40, 1], [10, 2]);
    expect(cohensKappa(three, four)).toBeCloseTo(0.9315, 4);
    expect(cohensKappa(three, four, "linear")).toBeCloseTo(0.9412, 4);
    expect(cohensKappa(three, four, "quadratic")).toBeCloseTo(0.9541, 4);
  });
});

test("who is first does not matter, and nobody agrees more than wholly", () => {
  const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(pairs, fc.constantFrom(...KAPPA_WEIGHTS), (given, weights) => {
      const one = given.map(([first]) => first);
      const other = given.map(([, second]) => second);
      const kappa = cohensKappa(one, other, weights);
      const turned = cohensKappa(other, one, weights);
      if (kappa === null) expect(turned).toBeNull();
      else {
        expect(turned).toBeCloseTo(kappa, 12);
        expect(kappa).toBeLessThanOrEqual(1);
        expect(cohensKappa(one, one, weights) ?? 1).toBe(1);
      }
    }),
  );
});

test("the one category that both used tells nothing", () => {
  expect(cohensKappa([3, 3], [3, 3])).toBeNull();
});

test("lists that do not pair and what is no category are refused", () => {
  expect(() => cohensKappa([], [])).toThrow(RangeError);
  expect(() => cohensKappa([1], [1, 2])).toThrow(/1 and 2/);
  for (const wrong of [-1, 0.5, Number.NaN, 10_000]) expect(() => cohensKappa([wrong], [0])).toThrow(RangeError);
});

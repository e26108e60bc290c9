import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { holm } from "./holm.ts";

/** From statsmodels' stats/tests/test_multi.py, whose results come from R's multtest. */
const P_VALUES = [
  0.838541367553, 0.642193923795, 0.680845947633, 0.967833824309, 0.71626938238, 0.177096952723, 5.23656777208e-5,
  0.0202732688798, 2.8140506198e-4, 0.0149877310796,
];

test("statsmodels' example adjusts to the published values", () => {
  const adjusted = benjaminiHochberg(P_VALUES);
  expect(adjusted[6]).toBeCloseTo(5.23656777e-4, 12);
  expect(adjusted[8]).toBeCloseTo(1.40702531e-3, 11);
  expect(adjusted[9]).toBeCloseTo(0.0499591036, 10);
  expect(adjusted[7]).toBeCloseTo(0.0506831722, 10);
  conforms({
    area: "Statistics",
    claim: "Benjamini and Hochberg's correction",
    peer: "statsmodels' own test, by R's multtest",
    cases: assertionsMade(),
  });
});

test("adjusting keeps the order, never lowers a value nor raises it above Holm's, and does not depend on the order given", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (pValues) => {
      const adjusted = benjaminiHochberg(pValues);
      const strict = holm(pValues);
      expect(benjaminiHochberg(pValues.toReversed())).toEqual(adjusted.toReversed());
      for (const [index, p] of pValues.entries()) {
        expect(adjusted[index]).toBeGreaterThanOrEqual(p);
        expect(adjusted[index]).toBeLessThanOrEqual((strict[index] ?? 0) * (1 + 1e-15));
        for (const [other, q] of pValues.entries()) {
          if (p <= q) expect(adjusted[index]).toBeLessThanOrEqual(adjusted[other] ?? -1);
        }
      }
    }),
  );
});

test("one value, and the largest, stay as they are; none gives none; what is no probability is refused", () => {
  expect(benjaminiHochberg([0.04])).toEqual([0.04]);
  expect(benjaminiHochberg([0.1, 0.1, 0.1])).toEqual([0.1, 0.1, 0.1]);
  expect(benjaminiHochberg([])).toEqual([]);
  for (const p of [Number.NaN, -0.1, 1.1]) expect(() => benjaminiHochberg([0.5, p])).toThrow(RangeError);
});

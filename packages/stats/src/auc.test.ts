import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { rocAuc } from "./auc.ts";

const row = fc.record({
  positive: fc.constantFrom(0, 1),
  score: fc.integer({ min: -3, max: 3 }),
  weight: fc.integer({ min: 0, max: 4 }),
});

test("scikit-learn's documented example has an area of 0.75", () => {
  expect(rocAuc(Uint8Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.35, 0.8), null)).toBe(0.75);
  conforms({ area: "Statistics", claim: "ROC AUC", peer: "scikit-learn's documentation", cases: assertionsMade() });
});

test("it is the share of pairs of a positive and a negative row that are in order, ties half, by weight", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      let [inOrder, pairs] = [0, 0];
      for (const a of rows.filter(({ positive }) => positive === 1)) {
        for (const b of rows.filter(({ positive }) => positive === 0)) {
          pairs += a.weight * b.weight;
          inOrder += a.weight * b.weight * (a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0);
        }
      }
      fc.pre(pairs > 0);
      expect(auc(rows)).toBeCloseTo(inOrder / pairs, 12);
    }),
  );
});

test("whole weights count as so many rows", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const repeated = rows.flatMap((each) => Array.from({ length: each.weight }, () => ({ ...each, weight: 1 })));
      expect(auc(rows)).toBe(auc(repeated));
    }),
  );
});

test("scores that are all the same say nothing: exactly one half", () => {
  expect(rocAuc(Uint8Array.of(1, 0, 1, 0, 0), new Float64Array(5).fill(0.3), null)).toBe(0.5);
});

test("one class only, no rows, or no weight on one class have no area", () => {
  const scores = Float64Array.of(0.1, 0.2);
  expect(rocAuc(Uint8Array.of(1, 1), scores, null)).toBeNaN();
  expect(rocAuc(Uint8Array.of(0, 0), scores, null)).toBeNaN();
  expect(rocAuc(Uint8Array.of(0, 1), scores, [0, 1])).toBeNaN();
  expect(rocAuc(new Uint8Array(0), new Float64Array(0), null)).toBeNaN();
});

function auc(rows: readonly { positive: number; score: number; weight: number }[]): number {
  return rocAuc(
    Uint8Array.from(rows, ({ positive }) => positive),
    Float64Array.from(rows, ({ score }) => score),
    rows.map(({ weight }) => weight),
  );
}

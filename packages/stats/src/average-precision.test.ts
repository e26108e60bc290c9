import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { orderScores } from "./auc-order.ts";
import { averagePrecision } from "./average-precision.ts";
import { averagePrecisionInfluence } from "./average-precision-influence.ts";

const row = fc.record({
  positive: fc.constantFrom(0, 1),
  score: fc.integer({ min: -3, max: 3 }),
  weight: fc.integer({ min: 0, max: 4 }),
});

test("scikit-learn's documented example has 0.8333", () => {
  expect(averagePrecision(Uint8Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.35, 0.8), null)).toBeCloseTo(
    5 / 6,
    15,
  );
  conforms({
    area: "Statistics",
    claim: "average precision",
    peer: "scikit-learn's documentation",
    cases: assertionsMade(),
  });
});

test("rows of one score are one threshold: half of them positive have a precision of one half, whatever their order", () => {
  expect(averagePrecision(Uint8Array.of(1, 0), Float64Array.of(1, 1), null)).toBe(0.5);
  expect(averagePrecision(Uint8Array.of(0, 1), Float64Array.of(1, 1), null)).toBe(0.5);
});

test("it is the mean, over the positive rows, of the share of positives among the rows that score at least as high", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const weightOf = (some: readonly { weight: number }[]) => some.reduce((sum, { weight }) => sum + weight, 0);
      const positives = rows.filter(({ positive }) => positive === 1);
      fc.pre(weightOf(positives) > 0 && weightOf(positives) < weightOf(rows));
      let sum = 0;
      for (const { score, weight } of positives.filter((each) => each.weight > 0)) {
        const above = rows.filter((each) => each.score >= score);
        sum += weight * (weightOf(above.filter(({ positive }) => positive === 1)) / weightOf(above));
      }
      expect(measure(rows)).toBeCloseTo(sum / weightOf(positives), 12);
    }),
  );
});

test("one class only, or no rows, have none", () => {
  const scores = Float64Array.of(0.1, 0.2);
  expect(averagePrecision(Uint8Array.of(1, 1), scores, null)).toBeNaN();
  expect(averagePrecision(Uint8Array.of(0, 0), scores, null)).toBeNaN();
  expect(averagePrecision(Uint8Array.of(0, 1), scores, [0, 1])).toBeNaN();
  expect(averagePrecision(new Uint8Array(0), new Float64Array(0), null)).toBeNaN();
  expect([...averagePrecisionInfluence(orderScores(scores), Uint8Array.of(1, 1), null)]).toEqual([NaN, NaN]);
});

test("a row's influence is how its weight moves the average precision, and all sum to nothing", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 12 }), (rows) => {
      const isPositive = Uint8Array.from(rows, ({ positive }) => positive);
      const scores = Float64Array.from(rows, ({ score }) => score);
      const weights = rows.map(({ weight }) => weight + 0.5);
      fc.pre(!Number.isNaN(averagePrecision(isPositive, scores, weights)));
      const influence = averagePrecisionInfluence(orderScores(scores), isPositive, weights);
      expect(influence.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
      for (const [index, weight] of weights.entries()) {
        const step = 1e-5;
        const moved = (factor: number) =>
          averagePrecision(isPositive, scores, weights.with(index, weight * (1 + factor)));
        const derivative = (rows.length * (moved(step) - moved(-step))) / (2 * step);
        expect(influence[index]).toBeCloseTo(derivative, 6);
      }
    }),
  );
});

function measure(rows: readonly { positive: number; score: number; weight: number }[]): number {
  return averagePrecision(
    Uint8Array.from(rows, ({ positive }) => positive),
    Float64Array.from(rows, ({ score }) => score),
    rows.map(({ weight }) => weight),
  );
}

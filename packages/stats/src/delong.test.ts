import fc from "fast-check";
import { expect, test } from "vitest";
import { rocAuc } from "./auc.ts";
import { orderScores } from "./auc-order.ts";
import { aucInfluence, delong } from "./delong.ts";
import { normalQuantile } from "./normal.ts";

// Ten rows and two scores, with the answers of Sun and Xu's own program (roc_comparison).
const LABELS = Uint8Array.of(0, 0, 1, 1, 0, 1, 0, 1, 1, 0);
const A = Float64Array.of(0.1, 0.4, 0.35, 0.8, 0.2, 0.9, 0.5, 0.6, 0.7, 0.3);
const B = Float64Array.of(0.2, 0.3, 0.4, 0.7, 0.1, 0.6, 0.65, 0.8, 0.5, 0.35);

/**
 * scikit-learn's iris flowers, one kind against the others, by the rising score of a logistic regression: + of the kind, -
 * not, and = two that are not and score the same.
 */
const IRIS =
  "---------------------+------------+----+----+----+----------+++--+++--+-+----++----++-+=+-+-+-+++-+-+-+-+++++--+++++-++";

test("ten rows have the areas and variances that Sun and Xu's program gives", () => {
  const { aucs, covariance } = delong(LABELS, [A, B]);
  expect(aucs[0]).toBeCloseTo(0.92, 14);
  expect(aucs[1]).toBeCloseTo(0.88, 14);
  expect(covariance[0]?.[0]).toBeCloseTo(0.0088, 14);
  expect(covariance[1]?.[1]).toBeCloseTo(0.0168, 14);
});

test("their areas differ with the p-value that the same program gives, 10^-0.12749", () => {
  const [[aa = 0, ab = 0] = [], [, bb = 0] = []] = delong(LABELS, [A, B]).covariance;
  const z = 0.04 / Math.sqrt(aa + bb - 2 * ab);
  expect(z).toBeCloseTo(normalQuantile(1 - 10 ** -0.12749 / 2), 4);
});

test("iris flowers have the variance that roc_comparison's own test expects", () => {
  const rows = [...IRIS].flatMap((mark, rank) =>
    (mark === "=" ? [rank, rank] : [rank]).map((score) => [mark, score] as const),
  );
  const { covariance } = delong(
    Uint8Array.from(rows, ([mark]) => (mark === "+" ? 1 : 0)),
    [Float64Array.from(rows, ([, score]) => score)],
  );
  expect(covariance[0]?.[0]).toBeCloseTo(0.0015359814789736538, 16);
});

const row = fc.record({
  positive: fc.constantFrom(0, 1),
  scores: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })),
});

test("the covariance is that of DeLong's definition: components by counting pairs, sample covariances by class", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const positives = rows.filter(({ positive }) => positive === 1);
      const negatives = rows.filter(({ positive }) => positive === 0);
      fc.pre(positives.length > 1 && negatives.length > 1);
      const above = (which: 0 | 1) => (a: Row, b: Row) => (Math.sign(a.scores[which] - b.scores[which]) + 1) / 2;
      const ofPositives = (which: 0 | 1) => positives.map((a) => mean(negatives.map((b) => above(which)(a, b))));
      const ofNegatives = (which: 0 | 1) => negatives.map((b) => mean(positives.map((a) => above(which)(a, b))));
      const expected =
        covariance(ofPositives(0), ofPositives(1)) / positives.length +
        covariance(ofNegatives(0), ofNegatives(1)) / negatives.length;
      const isPositive = Uint8Array.from(rows, ({ positive }) => positive);
      const found = delong(
        isPositive,
        ([0, 1] as const).map((which) => Float64Array.from(rows, ({ scores }) => scores[which])),
      );
      expect(found.covariance[0]?.[1]).toBeCloseTo(expected, 12);
      expect(found.covariance[1]?.[0]).toBe(found.covariance[0]?.[1]);
    }),
  );
});

test("a row's influence is how its weight moves the area, but for the correction by its class's size", () => {
  const weights = [1, 2, 0.5, 1, 3, 1, 1, 2, 1, 1];
  const { auc, influence } = aucInfluence(orderScores(A), LABELS, weights);
  expect(auc).toBeCloseTo(rocAuc(LABELS, A, weights), 14);
  const step = 1e-6;
  for (const [index, weight] of weights.entries()) {
    const moved = (factor: number) => rocAuc(LABELS, A, weights.with(index, weight * (1 + factor)));
    const derivative = (10 * (moved(step) - moved(-step))) / (2 * step);
    // There are five rows of each class.
    expect(influence[index]).toBeCloseTo(derivative * Math.sqrt(5 / 4), 7);
  }
});

test("with one row of a class the variance is not defined, and with none the area is not", () => {
  const one = delong(Uint8Array.of(1, 0, 0), [Float64Array.of(0.3, 0.1, 0.2)]);
  expect(one.aucs).toEqual([1]);
  expect(one.covariance).toEqual([[Number.NaN]]);
  expect(delong(Uint8Array.of(1, 1), [Float64Array.of(1, 2)])).toEqual({
    aucs: [Number.NaN],
    covariance: [[Number.NaN]],
  });
});

type Row = { readonly scores: readonly [number, number] };

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, value, index) => sum + (value - meanA) * ((b[index] ?? 0) - meanB), 0) / (a.length - 1);
}

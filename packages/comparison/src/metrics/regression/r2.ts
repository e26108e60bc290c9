import { numbersOf } from "../../tables/side.ts";
import type { MetricDefinition, RowsMetric } from "../metric.ts";
import { gathered, weightedInfluence, weightedMean } from "../weighted.ts";
import { lossesAt, numberRequests, squaredError } from "./errors.ts";

/** The coefficient of determination. */
export const r2: MetricDefinition = {
  name: "r2",
  aliases: ["r2-score", "r-squared", "coefficient-of-determination"],
  parameters: [],
  summary:
    "Coefficient of determination; not defined where all labels are equal. scikit-learn's r2_score, which there says 0 or 1.",
  create: (): RowsMetric => ({
    kind: "rows",
    id: "r2",
    direction: "higher-is-better",
    directionSource: "definition",
    unit: "number",
    range: [Number.NEGATIVE_INFINITY, 1],
    requests: numberRequests("label", "prediction"),
    prepare: (side, rows) => {
      const labels = gathered(numbersOf(side, "label"), rows);
      const squares = lossesAt(side, squaredError, rows);
      const weights = side.weights === null ? null : gathered(side.weights, rows);
      return {
        value: (given) => determination(squares, spreadOf(labels, given), given),
        influence: () => weightedInfluence(influence(squares, spreadOf(labels, weights), weights), weights),
      };
    },
  }),
};

/** Each label's squared distance from their mean. */
function spreadOf(labels: Float64Array, weights: ArrayLike<number> | null): Float64Array {
  const mean = weightedMean(labels, weights);
  return isConstant(labels, weights) ? labels.map(() => 0) : labels.map((label) => (label - mean) ** 2);
}

/** Asked of the labels themselves: their mean is rounded, so that distances from it may be tiny rather than 0. */
function isConstant(labels: Float64Array, weights: ArrayLike<number> | null): boolean {
  let first = Number.NaN;
  for (let index = 0; index < labels.length; index++) {
    if ((weights?.[index] ?? 1) === 0) continue;
    const label = labels[index] ?? 0;
    if (Number.isNaN(first)) first = label;
    else if (label !== first) return false;
  }
  return true;
}

function determination(squares: Float64Array, spread: Float64Array, weights: ArrayLike<number> | null): number {
  const variance = weightedMean(spread, weights);
  return variance === 0 ? Number.NaN : 1 - weightedMean(squares, weights) / variance;
}

/** Of 1 - A / B, with A the mean squared error and B the labels' variance: (A / B * spread - square) / B. */
function influence(squares: Float64Array, spread: Float64Array, weights: Float64Array | null): Float64Array {
  const variance = weightedMean(spread, weights);
  const unexplained = weightedMean(squares, weights) / variance;
  return squares.map((square, row) => (unexplained * (spread[row] ?? 0) - square) / variance);
}

import type { MetricDefinition, RowsMetric } from "../metric.ts";
import { gathered, weightedInfluence, weightedMean } from "../weighted.ts";
import { lossesAt, numberRequests, squaredError } from "./errors.ts";

/** The root of the mean squared error. */
export const rmse: MetricDefinition = {
  name: "rmse",
  aliases: ["root-mean-squared-error"],
  parameters: [],
  summary: "Root of the mean squared error. scikit-learn's root_mean_squared_error.",
  create: (): RowsMetric => ({
    kind: "rows",
    id: "rmse",
    direction: "lower-is-better",
    directionSource: "definition",
    unit: "number",
    range: [0, Number.POSITIVE_INFINITY],
    requests: numberRequests("label", "prediction"),
    prepare: (side, rows) => {
      const squares = lossesAt(side, squaredError, rows);
      const weights = side.weights === null ? null : gathered(side.weights, rows);
      return {
        value: (given) => Math.sqrt(weightedMean(squares, given)),
        influence: () => weightedInfluence(influence(squares, weightedMean(squares, weights)), weights),
      };
    },
  }),
};

/** The derivative of the root at the mean, times each row's distance from it; without any error nothing has influence. */
function influence(squares: Float64Array, mean: number): Float64Array {
  const root = 2 * Math.sqrt(mean);
  return squares.map((square) => (mean === 0 ? 0 : (square - mean) / root));
}

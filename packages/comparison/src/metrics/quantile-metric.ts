import type { Side } from "../tables/side.ts";
import type { PreparedMetric } from "./metric.ts";
import { ordered, quantileOf, weightedQuantileOf } from "./quantile.ts";

/**
 * A quantile of some rows' values. Where the side's rows weigh the same, weights are how often a row is drawn, and the quantile
 * is that of the drawn rows; else it is a weighted one. It has no influence to speak of.
 */
export function prepareQuantile(side: Side, values: Float64Array, q: number): PreparedMetric {
  const inOrder = ordered(values);
  const isWeighted = side.weights !== null;
  return {
    value: (weights) =>
      isWeighted && weights !== null ? weightedQuantileOf(inOrder, q, weights) : quantileOf(inOrder, q, weights),
  };
}

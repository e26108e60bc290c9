import { numbersOf } from "../../tables/side.ts";
import type { MetricDefinition, RowsMetric } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { numberParameter, textParameter } from "../parameters.ts";
import { prepareQuantile } from "../quantile-metric.ts";
import { gathered } from "../weighted.ts";
import { columnTraits } from "./column-traits.ts";

const SHORTHANDS: readonly (readonly [name: string, q: number])[] = [
  ["median", 0.5],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p99", 0.99],
];

/** Quantiles of a column, such as those of a latency: `quantile(column=latency_ms,q=0.95)`, in short `p95(column=latency_ms)`. */
export const quantiles: readonly MetricDefinition[] = [
  {
    name: "quantile",
    aliases: [],
    parameters: ["column", "q"],
    summary:
      "A column's quantile q, from 0 to 1, linear between the two nearest values as NumPy's; of weighted rows the inverse of the weighted distribution.",
    create: (parameters) => {
      const q = numberParameter(parameters, "q", [0, 1]);
      const column = textParameter(parameters, "column");
      return quantileMetric(metricId("quantile", { column, q }), column, q);
    },
  },
  ...SHORTHANDS.map(
    ([name, q]): MetricDefinition => ({
      name,
      aliases: name === "median" ? ["p50"] : [],
      parameters: ["column"],
      summary: `A column's quantile ${q}.`,
      create: (parameters) => {
        const column = textParameter(parameters, "column");
        return quantileMetric(metricId(name, { column }), column, q);
      },
    }),
  ),
];

function quantileMetric(id: string, column: string, q: number): RowsMetric {
  return {
    kind: "rows",
    id,
    ...columnTraits(column),
    prepare: (side, rows) => prepareQuantile(side, gathered(numbersOf(side, column), rows), q),
  };
}

import { numbersOf } from "../../tables/side.ts";
import { refusedValue } from "../cell-values.ts";
import type { MeanMetric, MetricDefinition, RowsMetric } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { textParameter } from "../parameters.ts";
import { gathered, weightedSum } from "../weighted.ts";
import { columnTraits } from "./column-traits.ts";
import { quantiles } from "./quantiles.ts";

/** Metrics of any column: scores that a user worked out, latencies, costs. */
export const COLUMN_DEFINITIONS: readonly MetricDefinition[] = [
  {
    name: "mean",
    aliases: ["average", "avg"],
    parameters: ["column"],
    summary: "The mean of a column of numbers.",
    create: (parameters) => meanOf(textParameter(parameters, "column")),
  },
  {
    name: "sum",
    aliases: ["total"],
    parameters: ["column"],
    summary: "The sum of a column of numbers over the rows that both versions have.",
    create: (parameters) => sumOf(textParameter(parameters, "column")),
  },
  {
    name: "rate",
    aliases: ["share"],
    parameters: ["column"],
    summary: "The share of rows whose column is true or 1; false and 0 are the rest.",
    create: (parameters) => rateOf(textParameter(parameters, "column")),
  },
  ...quantiles,
];

function meanOf(column: string): MeanMetric {
  return {
    kind: "mean",
    id: metricId("mean", { column }),
    ...columnTraits(column),
    isBinary: false,
    valuesOf: (side) => numbersOf(side, column),
  };
}

/** A sum over rows drawn anew varies as its mean does, times the number of rows. */
function sumOf(column: string): RowsMetric {
  return {
    kind: "rows",
    id: metricId("sum", { column }),
    ...columnTraits(column),
    prepare: (side, rows) => {
      const values = gathered(numbersOf(side, column), rows);
      const weights = side.weights === null ? null : gathered(side.weights, rows);
      return {
        value: (given) => (rows.length === 0 ? Number.NaN : weightedSum(values, given)),
        influence: () => {
          const parts = values.map((value, index) => value * (weights?.[index] ?? 1));
          const mean = weightedSum(parts, null) / parts.length;
          return parts.map((part) => (part - mean) * parts.length);
        },
      };
    },
  };
}

function rateOf(column: string): MeanMetric {
  const id = metricId("rate", { column });
  return {
    kind: "mean",
    id,
    ...columnTraits(column),
    unit: "rate",
    range: [0, 1],
    requests: [{ kind: "derived", name: id, from: [column], of: ([value]) => truthOf(column, value) }],
    isBinary: true,
    valuesOf: (side) => numbersOf(side, id),
  };
}

function truthOf(column: string, value: unknown): number {
  const text = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (text === true || text === 1 || text === "true" || text === "1") return 1;
  if (text === false || text === 0 || text === "false" || text === "0") return 0;
  throw refusedValue(column, value, "true, false, 1 or 0");
}

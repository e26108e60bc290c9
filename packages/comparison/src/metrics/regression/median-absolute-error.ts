import type { MetricDefinition, RowsMetric } from "../metric.ts";
import { prepareQuantile } from "../quantile-metric.ts";
import { absoluteError, lossesAt, numberRequests } from "./errors.ts";

/** The median of the absolute errors. */
export const medianAbsoluteError: MetricDefinition = {
  name: "median-absolute-error",
  aliases: ["medae"],
  parameters: [],
  summary: "Median of the absolute errors. scikit-learn's median_absolute_error.",
  create: (): RowsMetric => ({
    kind: "rows",
    id: "median-absolute-error",
    direction: "lower-is-better",
    directionSource: "definition",
    unit: "number",
    range: [0, Number.POSITIVE_INFINITY],
    requests: numberRequests("label", "prediction"),
    prepare: (side, rows) => prepareQuantile(side, lossesAt(side, absoluteError, rows), 0.5),
  }),
};

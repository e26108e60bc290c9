import { UserError } from "@airworthy/evidence";
import { numbersOf } from "../../tables/side.ts";
import { numberIn } from "../cell-values.ts";
import type { MetricDefinition } from "../metric.ts";

/**
 * The mean of |label - prediction| / |label|, as a fraction of one. A label of 0 is an error that names its line; scikit-learn
 * divides by 2.2e-16 there, so that one such row makes the metric 1e15 times too large.
 */
export const mape: MetricDefinition = {
  name: "mape",
  aliases: ["mean-absolute-percentage-error"],
  parameters: [],
  summary:
    "Mean absolute percentage error, as a fraction of one; a label of 0 is refused. scikit-learn's mean_absolute_percentage_error.",
  create: () => ({
    kind: "mean",
    id: "mape",
    direction: "lower-is-better",
    directionSource: "definition",
    unit: "rate",
    range: [0, Number.POSITIVE_INFINITY],
    requests: [{ kind: "derived", name: "mape", from: ["label", "prediction"], of: relativeError }],
    isBinary: false,
    valuesOf: (side) => numbersOf(side, "mape"),
  }),
};

function relativeError([given, predicted]: readonly unknown[]): number {
  const label = numberIn("label", given);
  const error = Math.abs(label - numberIn("prediction", predicted)) / Math.abs(label);
  if (label !== 0 && Number.isFinite(error)) return error;
  throw new UserError(`label is ${label === 0 ? "0" : "too close to 0"}, of which no error is a percentage`, {
    remedy: "Leave such rows out, or ask for mae or rmse.",
  });
}

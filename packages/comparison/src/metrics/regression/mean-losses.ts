import type { MeanMetric, MetricDefinition } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { numberParameter } from "../parameters.ts";
import { absoluteError, type Loss, lossesOf, numberRequests, squaredError } from "./errors.ts";

/** The means of a loss a row. */
export const meanLosses: readonly MetricDefinition[] = [
  {
    name: "mae",
    aliases: ["mean-absolute-error"],
    parameters: [],
    summary: "Mean absolute error. scikit-learn's mean_absolute_error.",
    create: () => meanLoss("mae", absoluteError),
  },
  {
    name: "mse",
    aliases: ["mean-squared-error"],
    parameters: [],
    summary: "Mean squared error. scikit-learn's mean_squared_error.",
    create: () => meanLoss("mse", squaredError),
  },
  {
    name: "pinball",
    aliases: ["pinball-loss", "mean-pinball-loss", "quantile-loss"],
    parameters: ["quantile", "column"],
    summary:
      "Mean pinball loss of predictions of a quantile (0.5) in a column (prediction). scikit-learn's mean_pinball_loss, whose alpha is the quantile.",
    create: (parameters) => {
      const quantile = numberParameter(parameters, "quantile", [0, 1], 0.5);
      const column = parameters.get("column") ?? "prediction";
      const id = metricId("pinball", {
        quantile: quantile === 0.5 ? null : quantile,
        column: column === "prediction" ? null : column,
      });
      return meanLoss(id, pinball(quantile), column);
    },
  },
];

function meanLoss(id: string, loss: Loss, column = "prediction"): MeanMetric {
  return {
    kind: "mean",
    id,
    direction: "lower-is-better",
    directionSource: "definition",
    unit: "number",
    range: [0, Number.POSITIVE_INFINITY],
    requests: numberRequests("label", column),
    isBinary: false,
    valuesOf: (side) => lossesOf(side, loss, column),
  };
}

/** What is predicted too low costs `quantile`, what is too high the rest of 1, for each unit of error. */
function pinball(quantile: number): Loss {
  return (label, prediction) => {
    const error = label - prediction;
    return error >= 0 ? quantile * error : (quantile - 1) * error;
  };
}

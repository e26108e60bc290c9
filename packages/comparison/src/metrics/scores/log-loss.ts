import type { Side } from "../../tables/side.ts";
import type { MeanMetric, MetricDefinition } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { scoreRequests } from "./class-scores.ts";
import { type Probabilities, probabilitiesOf, probabilitiesWanted } from "./probabilities.ts";

/** Probabilities are kept so far from 0 and 1, as scikit-learn does with doubles: a certain error costs 36, not infinity. */
const CLIP = Number.EPSILON;

/** The negative logarithm of the probability that the label was given. */
export const logLoss: MetricDefinition = {
  name: "log-loss",
  aliases: ["cross-entropy", "neg-log-loss", "logistic-loss"],
  parameters: ["class"],
  summary:
    "Mean negative logarithm of the label's probability: over scores.<class>, or of score and its complement. scikit-learn's log_loss.",
  create: (parameters, context): MeanMetric => {
    const wanted = probabilitiesWanted("log-loss", parameters, context);
    return {
      kind: "mean",
      id: metricId("log-loss", { class: wanted.subject.named }),
      direction: "lower-is-better",
      directionSource: "definition",
      unit: "number",
      range: [0, -Math.log(CLIP)],
      requests: scoreRequests(context),
      isBinary: false,
      valuesOf: (side: Side) => {
        const of = labelProbability(probabilitiesOf(side, wanted));
        const losses = new Float64Array(side.rows);
        for (let row = 0; row < losses.length; row++) {
          losses[row] = -Math.log(Math.min(Math.max(of(row), CLIP), 1 - CLIP));
        }
        return losses;
      },
    };
  },
};

/** What each row's label, or that it is not the class, was given. */
function labelProbability(probabilities: Probabilities): (row: number) => number {
  if (probabilities.kind === "classes") {
    const { columns, labels } = probabilities;
    return (row) => columns[labels[row] ?? 0]?.[row] ?? Number.NaN;
  }
  const { isClass, probability } = probabilities;
  return (row) => {
    const given = probability[row] ?? Number.NaN;
    return isClass[row] === 1 ? given : 1 - given;
  };
}

import type { MeanMetric, MetricDefinition } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { wordParameter } from "../parameters.ts";
import { scoreRequests } from "./class-scores.ts";
import { type Probabilities, probabilitiesOf, probabilitiesWanted } from "./probabilities.ts";

type Scale = "auto" | "yes" | "no";

/** The squared distance of the probabilities from what came true. */
export const brierScore: MetricDefinition = {
  name: "brier-score",
  aliases: ["brier", "brier-score-loss", "neg-brier-score"],
  parameters: ["class", "scale-by-half"],
  summary:
    "Mean squared error of the probabilities, summed over classes; halved (scale-by-half=auto, yes or no) for up to two classes, so that it is from 0 to 1. scikit-learn's brier_score_loss.",
  create: (parameters, context): MeanMetric => {
    const wanted = probabilitiesWanted("brier-score", parameters, context);
    const scale: Scale = wordParameter(parameters, "scale-by-half", ["auto", "yes", "no"]);
    return {
      kind: "mean",
      id: metricId("brier-score", { class: wanted.subject.named, "scale-by-half": scale === "auto" ? null : scale }),
      direction: "lower-is-better",
      directionSource: "definition",
      unit: "number",
      range: [0, scale === "yes" ? 1 : 2],
      requests: scoreRequests(context),
      isBinary: false,
      valuesOf: (side) => {
        const probabilities = probabilitiesOf(side, wanted);
        const squares = squaredDistances(probabilities, side.rows);
        const classes = probabilities.kind === "classes" ? probabilities.columns.length : 2;
        return scale === "yes" || (scale === "auto" && classes < 3) ? squares.map((square) => square / 2) : squares;
      },
    };
  },
};

/** By row, over all classes; a single class's probability has a complement that is as far off. */
function squaredDistances(probabilities: Probabilities, rows: number): Float64Array {
  const squares = new Float64Array(rows);
  if (probabilities.kind === "one-class") {
    const { isClass, probability } = probabilities;
    for (let row = 0; row < rows; row++)
      squares[row] = 2 * ((probability[row] ?? Number.NaN) - (isClass[row] ?? 0)) ** 2;
    return squares;
  }
  for (const [index, column] of probabilities.columns.entries()) {
    for (let row = 0; row < rows; row++) {
      const truth = probabilities.labels[row] === index ? 1 : 0;
      squares[row] = (squares[row] ?? 0) + ((column[row] ?? Number.NaN) - truth) ** 2;
    }
  }
  return squares;
}

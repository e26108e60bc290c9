import { UserError } from "@airworthy/evidence";
import type { Side } from "../../tables/side.ts";
import type { MeanMetric, MetricDefinition } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { wholeParameter } from "../parameters.ts";
import { type ClassScores, labelColumns, neededClassScores, scoreRequests } from "./class-scores.ts";

/** scikit-learn's. */
const DEFAULT_K = 2;

/** How often the label is among the classes that score highest. */
export const topKAccuracy: MetricDefinition = {
  name: "top-k-accuracy",
  aliases: ["top-k-accuracy-score", "top-k"],
  parameters: ["k"],
  summary:
    "Rows whose label is among the k (2) classes of the highest scores.<class>; of classes that tie, the later name counts as higher. scikit-learn's top_k_accuracy_score.",
  create: (parameters, context): MeanMetric => {
    const k = wholeParameter(parameters, "k", 1, DEFAULT_K);
    if (context.isMultiLabel) throw new UserError("top-k-accuracy is of one label a row, and here labels are sets");
    return {
      kind: "mean",
      id: metricId("top-k-accuracy", { k: k === DEFAULT_K ? null : k }),
      direction: "higher-is-better",
      directionSource: "definition",
      unit: "rate",
      range: [0, 1],
      requests: scoreRequests(context).filter((request) => request.kind !== "number"),
      isBinary: true,
      valuesOf: (side) => hits(side, neededClassScores(side, "top-k-accuracy"), k),
    };
  },
};

/** By row, 1 where fewer than k classes rank above the label. Throws a UserError where k leaves no class out: all were right. */
function hits(side: Side, scores: ClassScores, k: number): Float64Array {
  const { columns } = scores;
  if (k >= columns.length) {
    throw new UserError(`top-k-accuracy with k=${k} is always 1: ${side.name} has ${columns.length} classes`);
  }
  const labels = labelColumns(side, scores);
  const above = new Uint32Array(side.rows);
  for (const [index, column] of columns.entries()) {
    for (let row = 0; row < above.length; row++) {
      const label = labels[row] ?? 0;
      const score = column[row] ?? 0;
      const ofLabel = columns[label]?.[row] ?? 0;
      if (score > ofLabel || (score === ofLabel && index > label)) above[row] = (above[row] ?? 0) + 1;
    }
  }
  return Float64Array.from(above, (count) => (count < k ? 1 : 0));
}

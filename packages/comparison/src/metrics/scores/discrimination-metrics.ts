import { UserError } from "@airworthy/evidence";
import type { MetricContext, MetricDefinition, Parameters, PreparedMetric, RowsMetric } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { wordParameter } from "../parameters.ts";
import { neededClassScores, scoreRequests } from "./class-scores.ts";
import { AVERAGE_PRECISION, type Discrimination, ROC_AUC } from "./discrimination.ts";
import { oneClass, rowsByClass, scoreOfClass, subjectOf } from "./one-class.ts";
import { averagedOverClasses } from "./one-vs-rest.ts";
import { rankClass, weightsOf } from "./ranked-class.ts";

/** The area under the ROC curve. */
export const rocAuc: MetricDefinition = {
  name: "roc-auc",
  aliases: ["roc-auc-score", "auc", "auroc"],
  parameters: ["average", "class"],
  summary:
    "Area under the ROC curve of the positive class, or of class=; or over classes, average=macro or weighted, each against the others. scikit-learn's roc_auc_score.",
  create: (parameters, context) => discriminationMetric("roc-auc", ROC_AUC, parameters, context),
};

/** The area under the precision-recall curve, in steps. */
export const averagePrecision: MetricDefinition = {
  name: "average-precision",
  aliases: ["average-precision-score", "pr-auc", "auprc"],
  parameters: ["average", "class"],
  summary:
    "Average precision, the area under the precision-recall curve in steps, of the positive class, or of class=; or over classes, average=macro or weighted. scikit-learn's average_precision_score.",
  create: (parameters, context) => discriminationMetric("average-precision", AVERAGE_PRECISION, parameters, context),
};

function discriminationMetric(
  name: string,
  measure: Discrimination,
  parameters: Parameters,
  context: MetricContext,
): RowsMetric {
  const average = wordParameter(parameters, "average", ["none", "macro", "weighted"]);
  const { id, className, prepare } =
    average === "none"
      ? ofOneClass(name, measure, parameters, context)
      : overClasses(name, measure, average, parameters, context);
  return {
    kind: "rows",
    id,
    direction: "higher-is-better",
    directionSource: "definition",
    unit: "number",
    range: [0, 1],
    requests: scoreRequests(context),
    restsOn: { name: className, which: "both" },
    prepare,
  };
}

interface Prepared extends Pick<RowsMetric, "id" | "prepare"> {
  /** Null for all classes. */
  readonly className: string | null;
}

function ofOneClass(metric: string, measure: Discrimination, parameters: Parameters, context: MetricContext): Prepared {
  const subject = subjectOf(parameters, context);
  const name = oneClass(subject, metric, `; or, over all classes, ${metric}(average=macro)`);
  return {
    id: metricId(metric, { class: name === context.positive ? null : name }),
    className: name,
    prepare: (side, rows): PreparedMetric => {
      const isClass = rowsByClass(side, rows, context.isMultiLabel)(name);
      const { order } = rankClass(scoreOfClass(side, name, subject), rows, isClass);
      return {
        value: (weights) => measure.value(order, isClass, weights),
        influence: () => measure.influence(order, isClass, weightsOf(side, rows)),
      };
    },
  };
}

function overClasses(
  metric: string,
  measure: Discrimination,
  average: "macro" | "weighted",
  parameters: Parameters,
  context: MetricContext,
): Prepared {
  if (parameters.has("class")) {
    throw new UserError(`${metric} is of one class, or an average over all: class and average exclude each other`);
  }
  return {
    id: metricId(metric, { average }),
    className: null,
    prepare: (side, rows) => {
      neededClassScores(side, metric);
      const isOfClass = rowsByClass(side, rows, context.isMultiLabel);
      const classes = side.classes.flatMap((name) => {
        const isClass = isOfClass(name);
        const scores = scoreOfClass(side, name, { named: name, positive: null });
        return isClass.includes(1) ? [rankClass(scores, rows, isClass)] : [];
      });
      return averagedOverClasses(classes, measure, average, weightsOf(side, rows));
    },
  };
}

import { nearest, UserError } from "@airworthy/evidence";
import type { MetricContext, MetricDefinition, Parameters, RowOutcome } from "../metric.ts";
import { countsOf } from "./averages.ts";
import { type ClassScore, recall } from "./class-score.ts";
import { countMetric } from "./count-metric.ts";
import { SCORE_FAMILIES, type ScoreFamily } from "./score-family.ts";
import type { Tally } from "./tally.ts";

/** Each score of one class: of the positive one, or `f1(class=x)`. And specificity, the recall of all other classes. */
export const classDefinitions: readonly MetricDefinition[] = [
  ...SCORE_FAMILIES.map(classDefinition),
  {
    name: "specificity",
    aliases: ["true-negative-rate", "tnr"],
    parameters: ["class"],
    summary: "Rows not predicted to be of one class among those that are not: the recall of what is not positive.",
    create: (parameters, context) => {
      const { name, shown } = classParameter("specificity", parameters, context);
      const code = codeOf(name);
      const of = (tally: Tally) => specificity(tally, code(tally.classes));
      const outcome: RowOutcome = (label, prediction, classes) =>
        label === code(classes) ? null : prediction !== code(classes);
      return countMetric(
        {
          name: "specificity",
          parameters: shown,
          restsOn: { name, which: "others" },
          of,
          ...(!context.isMultiLabel && { outcome }),
        },
        context,
      );
    },
  },
];

function classDefinition(family: ScoreFamily): MetricDefinition {
  return {
    name: family.name,
    aliases: family.aliases,
    parameters: [...family.parameters, "class"],
    summary: `${family.words}: of the positive class, or of class=. scikit-learn's, average="binary".`,
    create: (parameters, context) => {
      const { name, shown } = classParameter(family.name, parameters, context);
      const score = family.score(parameters);
      return countMetric(
        {
          name: family.name,
          parameters: { ...family.shown(parameters), ...shown },
          restsOn: { name, which: "own" },
          of: scoreOf(score, name),
          // The others are shares of rows that differ between versions, or of none.
          ...(score === recall && !context.isMultiLabel && { outcome: recallOutcome(name) }),
        },
        context,
      );
    },
  };
}

function scoreOf(score: ClassScore, name: string): (tally: Tally) => number {
  const code = codeOf(name);
  return (tally) => score(countsOf(tally, code(tally.classes)));
}

function recallOutcome(name: string): RowOutcome {
  const code = codeOf(name);
  return (label, prediction, classes) => (label === code(classes) ? prediction === label : null);
}

/** The class that a metric is of, and the parameter in its id: none where it is the positive one. */
function classParameter(metric: string, parameters: Parameters, { positive }: MetricContext) {
  const name = parameters.get("class") ?? positive;
  if (name !== null) return { name, shown: { class: name === positive ? null : name } };
  throw new UserError(`${metric} is of one class, and none is named`, {
    remedy: `Write ${metric}(class=…), declare the positive class by the input \`positive\`, or ask for macro-, micro- or weighted-${metric === "specificity" ? "recall" : metric}.`,
  });
}

/** Finds a class among others. The last answer is kept: a bootstrap asks thousands of times of the same classes. */
function codeOf(name: string): (classes: readonly string[]) => number {
  let known: readonly string[] = [];
  let code = -1;
  return (classes) => {
    if (known === classes && code !== -1) return code;
    known = classes;
    code = classes.indexOf(name);
    if (code !== -1) return code;
    const near = nearest(name, classes);
    throw new UserError(
      `${JSON.stringify(name.slice(0, 80))} is not one of the classes${near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`}`,
    );
  };
}

function specificity(tally: Tally, code: number): number {
  const { support, hits, predicted } = countsOf(tally, code);
  const others = tally.rows - support;
  return (others - (predicted - hits)) / others;
}

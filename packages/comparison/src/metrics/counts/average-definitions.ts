import type { MetricDefinition } from "../metric.ts";
import { AVERAGES, type Average, averaged } from "./averages.ts";
import { countMetric } from "./count-metric.ts";
import { SCORE_FAMILIES, type ScoreFamily } from "./score-family.ts";

const MEANINGS: Readonly<Record<Average, string>> = {
  macro: "the mean over the classes that occur as labels",
  micro: "of the counts of all classes together",
  weighted: "the mean over the classes, each weighing as much as it has labels",
};

/** Each score over all classes: macro-f1, micro-precision, weighted-recall … */
export const averageDefinitions: readonly MetricDefinition[] = SCORE_FAMILIES.flatMap((family) =>
  AVERAGES.map((average) => averageDefinition(family, average)),
);

function averageDefinition(family: ScoreFamily, average: Average): MetricDefinition {
  const name = `${average}-${family.name}`;
  return {
    name,
    // As scikit-learn's scorers are called: f1_macro.
    aliases: [`${family.name}-${average}`, ...family.aliases.map((alias) => `${average}-${alias}`)],
    parameters: family.parameters,
    summary: `${family.words}: ${MEANINGS[average]}. scikit-learn's, average="${average}".`,
    create: (parameters, context) =>
      countMetric(
        {
          name,
          parameters: family.shown(parameters),
          ...(average === "macro" && { restsOn: { name: null, which: "own" } }),
          of: averaged(average, family.score(parameters)),
        },
        context,
      ),
  };
}

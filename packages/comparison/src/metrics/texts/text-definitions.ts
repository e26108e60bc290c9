import { numbersOf } from "../../tables/side.ts";
import type { MeanMetric, MetricDefinition } from "../metric.ts";
import { type AnswerScore, bestScore, exactMatch, tokenF1 } from "./answer-scores.ts";

/** Metrics of texts that are generated: `label` is a reference answer or a list of them, `prediction` the answer. */
export const TEXT_DEFINITIONS: readonly MetricDefinition[] = [
  {
    name: "exact-match",
    aliases: ["em", "squad-exact-match"],
    parameters: [],
    summary:
      "Answers that are a reference but for case, punctuation, articles and spaces. SQuAD's official evaluation.",
    create: () => answerMetric("exact-match", exactMatch, true),
  },
  {
    name: "token-f1",
    aliases: ["squad-f1"],
    parameters: [],
    summary: "Mean F1 of the words of an answer and its best reference. SQuAD's official evaluation.",
    create: () => answerMetric("token-f1", tokenF1, false),
  },
];

function answerMetric(id: string, score: AnswerScore, isBinary: boolean): MeanMetric {
  return {
    kind: "mean",
    id,
    direction: "higher-is-better",
    directionSource: "definition",
    unit: "rate",
    range: [0, 1],
    requests: [{ kind: "derived", name: id, from: ["label", "prediction"], of: (values) => bestScore(score, values) }],
    isBinary,
    valuesOf: (side) => numbersOf(side, id),
  };
}

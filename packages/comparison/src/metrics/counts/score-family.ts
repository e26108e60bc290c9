import type { Parameters } from "../metric.ts";
import { numberParameter } from "../parameters.ts";
import { type ClassScore, fBeta, jaccard, precision, recall } from "./class-score.ts";

/** A score that is of one class, or averaged over all. */
export interface ScoreFamily {
  readonly name: string;
  readonly aliases: readonly string[];
  /** In words, for the documentation. */
  readonly words: string;
  /** The parameters that the score itself takes. */
  readonly parameters: readonly string[];
  score(parameters: Parameters): ClassScore;
  /** The parameters as a metric's id has them. */
  shown(parameters: Parameters): Readonly<Record<string, number>>;
}

/** Beyond this F-beta is recall to more digits than a double has. */
const LARGEST_BETA = 1e6;

const plain = (name: string, aliases: readonly string[], words: string, score: ClassScore): ScoreFamily => ({
  name,
  aliases,
  words,
  parameters: [],
  score: () => score,
  shown: () => ({}),
});

export const SCORE_FAMILIES: readonly ScoreFamily[] = [
  plain("precision", ["precision-score"], "Right ones among the predictions of a class", precision),
  plain("recall", ["recall-score", "sensitivity"], "Right ones among the labels of a class", recall),
  plain("f1", ["f1-score"], "Harmonic mean of precision and recall", fBeta(1)),
  plain("jaccard", ["jaccard-score"], "Right ones among the rows that are or are predicted to be of a class", jaccard),
  {
    name: "f-beta",
    aliases: ["fbeta", "fbeta-score"],
    words: "Harmonic mean of precision and recall, recall weighing beta times as much",
    parameters: ["beta"],
    score: (parameters) => fBeta(betaOf(parameters)),
    shown: (parameters) => ({ beta: betaOf(parameters) }),
  },
];

function betaOf(parameters: Parameters): number {
  return numberParameter(parameters, "beta", [0, LARGEST_BETA]);
}

import * as v from "valibot";
import type { Unanswered } from "../../model.ts";
import { levenshteinSimilarity } from "./levenshtein.ts";
import { rougeL } from "./rouge-l.ts";
import { jaccard, tokenF1 } from "./shared-words.ts";

export const SIMILARITY_METRICS = ["levenshtein", "rouge-l", "token-f1", "jaccard"] as const;

export type SimilarityMetric = (typeof SIMILARITY_METRICS)[number];

export const similarityEntries = {
  metric: v.pipe(
    v.picklist(SIMILARITY_METRICS),
    v.description(
      "levenshtein goes by characters, rouge-l by the order of words, token-f1 and jaccard by words alone.",
    ),
  ),
  "at-least": v.pipe(v.number(), v.gtValue(0), v.maxValue(1), v.description("Above 0, up to 1: equal.")),
};

export interface SimilarityRule {
  readonly metric: SimilarityMetric;
  readonly "at-least": number;
}

/** So that a share that equals the limit but for a double's rounding is enough. */
const ROUNDING = 1e-12;

export function isSimilar(similarity: number, rule: SimilarityRule): boolean {
  return similarity >= rule["at-least"] - ROUNDING;
}

/**
 * The metrics that compare order take time proportional to the product of the lengths: two texts of this length take
 * about a tenth of a second.
 */
const LONGEST_TEXT = 8_192;

/** From 0 to 1: how alike an answer and a reference are; a problem where either is too long to be compared. */
export function similarityOf(metric: SimilarityMetric, answer: string, reference: string): number | Unanswered {
  const longest = Math.max(answer.length, reference.length);
  if (longest > LONGEST_TEXT) {
    return { problem: `a text has ${longest} characters; ${metric} compares texts of ${LONGEST_TEXT} at most` };
  }
  return METRICS[metric](answer, reference);
}

const METRICS = {
  levenshtein: levenshteinSimilarity,
  "rouge-l": rougeL,
  "token-f1": tokenF1,
  jaccard,
} as const satisfies Record<SimilarityMetric, (answer: string, reference: string) => number>;

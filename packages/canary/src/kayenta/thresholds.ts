import * as v from "valibot";

const score = v.pipe(v.number(), v.minValue(0, "must be from 0 to 100"), v.maxValue(100, "must be from 0 to 100"));

/** Scores, from 0 to 100, from which on a canary passes or is marginal. */
export const thresholdsSchema = v.pipe(
  v.object({ pass: score, marginal: score }),
  v.check(({ pass, marginal }) => marginal <= pass, "must have a marginal score of at most the passing one"),
);

export type Thresholds = v.InferOutput<typeof thresholdsSchema>;

export const SCORE_CLASSES = ["Pass", "Marginal", "Fail"] as const;

export type ScoreClass = (typeof SCORE_CLASSES)[number];

export function classOf(score: number, { pass, marginal }: Thresholds): ScoreClass {
  if (score >= pass) return "Pass";
  return score >= marginal ? "Marginal" : "Fail";
}

/**
 * Of several runs, oldest first, as Kayenta's standalone canary analysis has it: each has to be above the marginal score, where
 * one run alone may equal it, and the last to pass. Without any run it is a failure.
 */
export function passesAllRuns(scores: readonly number[], { pass, marginal }: Thresholds): boolean {
  const last = scores.at(-1);
  return last !== undefined && scores.every((score) => score > marginal) && last >= pass;
}

import type { Case } from "../cases/case.ts";
import type { Prediction, Unanswered } from "../model.ts";
import { type Classes, confidence, hasOneConfidence, ownConfidence } from "./classes.ts";
import type { ExampleResult, Expectation } from "./expectation.ts";
import { originalOf, pairs } from "./pairs.ts";
import { isSimilar, type SimilarityRule, similarityOf } from "./similarity/similarity.ts";
import { allowedFrom, distanceResult, type NumberTolerance, ROUNDING } from "./tolerance.ts";

type Result = ExampleResult | Unanswered;

export interface UnchangedOptions {
  readonly classes: Classes | null;
  /** How far the confidence in the original's class may move although the class changes; of numbers, how far they may. */
  readonly tolerance: NumberTolerance;
  /** How alike generated texts must be; null: equal. */
  readonly similarity: SimilarityRule | null;
  /** A case whose original is answered so is left out. */
  readonly skipped: ReadonlySet<string>;
}

/**
 * Each further input is answered as its original is.
 *
 * - Classes (CheckList's `Expect.inv`): passes if the class is the original's, or if the confidence in the original's
 *   class moved by at most the tolerance; else the result is -(how far it moved). Of a model that gives the confidence in
 *   its own prediction alone, both together must be at most the tolerance, the result being -(their sum).
 * - Numbers: passes if they differ by at most the tolerance.
 * - Texts: passes if they are equal, or as similar as is asked for, the result else being -(1 - similarity).
 */
export function unchangedExpectation(options: UnchangedOptions): Expectation {
  return {
    judge: pairs({ classes: options.classes, skipped: options.skipped }, (original, answer) => {
      if (options.classes !== null) return compareClasses(original, answer, options.tolerance.absolute);
      if (original.value !== undefined || answer.value !== undefined) return compareNumbers(original, answer, options);
      return compareTexts(original, answer, options);
    }),
    describe: (item, answers, at) => describe(item, answers, at, options),
  };
}

function compareClasses(original: Prediction, answer: Prediction, tolerance: number): Result {
  if (answer.prediction === original.prediction) return 1;
  if (original.scores === null || answer.scores === null) return -1;
  const moved =
    hasOneConfidence(original) || hasOneConfidence(answer)
      ? ownConfidence(original) + ownConfidence(answer)
      : Math.abs(confidence(answer, original.prediction) - confidence(original, original.prediction));
  return moved <= tolerance + ROUNDING ? 1 : -moved;
}

function compareNumbers(original: Prediction, answer: Prediction, { tolerance }: UnchangedOptions): Result {
  if (original.value === undefined || answer.value === undefined) {
    return { problem: "the model gave a number for the original or the changed input, but not for both" };
  }
  const distance = Math.abs(answer.value - original.value);
  if (Number.isNaN(distance)) return { problem: "the model gave no finite numbers" };
  return distance <= allowedFrom(original.value, tolerance) ? 1 : distanceResult(distance, original.value);
}

function compareTexts(original: Prediction, answer: Prediction, { similarity }: UnchangedOptions): Result {
  if (answer.prediction === original.prediction) return 1;
  if (similarity === null) return -1;
  const alike = similarityOf(similarity.metric, answer.prediction, original.prediction);
  if (typeof alike !== "number") return alike;
  return isSimilar(alike, similarity) ? 1 : alike - 1;
}

function describe(
  item: Case,
  answers: readonly Prediction[],
  at: number,
  { classes, similarity }: UnchangedOptions,
): string {
  const original = originalOf(item, answers, at);
  if (original === undefined) return "as before";
  if (classes !== null && original.scores !== null) {
    return `${original.prediction} ${ownConfidence(original).toFixed(2)}, as before`;
  }
  if (classes === null && similarity !== null && original.value === undefined) {
    return `${similarity.metric} of ${similarity["at-least"]} at least to ${JSON.stringify(original.prediction)}`;
  }
  return `${original.prediction}, as before`;
}

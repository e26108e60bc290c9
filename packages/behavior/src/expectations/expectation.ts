import type { Case } from "../cases/case.ts";
import type { Prediction, Unanswered } from "../model.ts";

/**
 * What an expectation says of one input's answer, as CheckList's do: above 0 it passes; 0 or below it fails, the further
 * below the worse, -1 being the worst; null: the expectation does not apply to it.
 */
export type ExampleResult = number | null;

/** What a test expects of the answers to a case. */
export interface Expectation {
  /** One result for each of the case's inputs, in order; a problem where an answer cannot be judged. `answers` has the inputs' length. */
  judge(
    item: Case,
    answers: readonly Prediction[],
  ): readonly (ExampleResult | Unanswered)[] | Promise<readonly (ExampleResult | Unanswered)[]>;
  /** What a reader is told was expected of the input at a place, such as "negative" or "positive 0.93, as before". */
  describe(item: Case, answers: readonly Prediction[], at: number): string;
}

/** What became of one case under one model. */
export type Judgement =
  | { readonly outcome: "pass" }
  /** Nothing to judge: CheckList's null. */
  | { readonly outcome: "filtered" }
  | {
      readonly outcome: "fail" /** From 0 to 1. */;
      readonly severity: number /** The input that fails worst. */;
      readonly at: number;
    }
  | { readonly outcome: "unsupported"; readonly reason: string; readonly at: number }
  | { readonly outcome: "unanswered"; readonly problem: string; readonly at: number };

import type { Case } from "../cases/case.ts";
import type { Prediction, Unanswered } from "../model.ts";
import { type Classes, classProblem } from "./classes.ts";
import type { ExampleResult, Expectation } from "./expectation.ts";

type Result = ExampleResult | Unanswered;

export interface PairOptions {
  /** Null where answers are not classes. */
  readonly classes: Classes | null;
  /** What has an original that is answered so is left out, as by CheckList's `Expect.slice_orig`. */
  readonly skipped: ReadonlySet<string>;
}

/** Compares each input's answer, the original's too, with the original's (CheckList's `Expect.pairwise`). */
export function pairs(
  { classes, skipped }: PairOptions,
  compare: (original: Prediction, answer: Prediction) => Result,
): Expectation["judge"] {
  return (item, answers) => {
    const results: Result[] = [];
    for (let at = 0; at < answers.length; at++) {
      const answer = answers[at];
      const original = originalOf(item, answers, at);
      if (answer === undefined || original === undefined) {
        results.push({ problem: `input ${at} has no original among the case's inputs` });
        continue;
      }
      const problem = classes === null ? null : classProblem(classes, answer);
      if (problem !== null) results.push(problem);
      else results.push(skipped.has(original.prediction) ? null : compare(original, answer));
    }
    return results;
  };
}

/** The answer that the one at a place is compared with. */
export function originalOf(item: Case, answers: readonly Prediction[], at: number): Prediction | undefined {
  return answers[item.origins === null ? 0 : (item.origins[at] ?? -1)];
}

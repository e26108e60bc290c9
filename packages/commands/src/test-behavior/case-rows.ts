import { type Answer, type BehaviorTest, type CaseResult, isUnanswered, type ModelResult } from "@airworthy/behavior";

/** One text of a case, as a line of the `cases` file. `id` and `input` are what predictions made elsewhere are found by. */
export interface CaseRow {
  readonly id: string;
  readonly test: string;
  readonly case: string;
  readonly input: string;
  /** What the case, of which this text is one, says of the candidate beside the baseline. */
  readonly change: string;
  readonly candidate: AnswerRow;
  readonly baseline: AnswerRow | null;
}

type AnswerRow =
  | { readonly outcome: string; readonly prediction: string; readonly confidence: number | null }
  | { readonly outcome: string; readonly problem: string };

/** The rows of a case: one for the original, one for each text made from it. */
export function caseRows(test: BehaviorTest, result: CaseResult): CaseRow[] {
  const { planned, change, candidate, baseline } = result;
  return planned.texts.map((input, at) => ({
    id: `${test.id}/${planned.id}${at === 0 ? "" : `#${at}`}`,
    test: test.id,
    case: planned.id,
    input,
    change,
    candidate: answerRow(candidate, at),
    baseline: baseline && answerRow(baseline, at),
  }));
}

function answerRow(result: ModelResult, at: number): AnswerRow {
  const { outcome } = result.judgement;
  const answer: Answer = result.answers[at] ?? { problem: "no answer" };
  if (isUnanswered(answer)) return { outcome, problem: answer.problem };
  return { outcome, prediction: answer.prediction, confidence: answer.scores?.get(answer.prediction) ?? null };
}

import {
  type Answer,
  type CaseResult,
  isUnanswered,
  isUnsupported,
  type ModelInput,
  type ModelResult,
} from "@airworthy/behavior";

/** One input of a case, as a line of the `cases` file. `id` and `input` are what predictions made elsewhere are found by. */
export interface CaseRow {
  readonly id: string;
  readonly test: string;
  readonly case: string;
  readonly input: ModelInput;
  /** What the case, of which this input is one, says of the candidate beside the baseline. */
  readonly change: string;
  readonly candidate: AnswerRow;
  readonly baseline: AnswerRow | null;
}

type AnswerRow =
  | { readonly outcome: string; readonly prediction: string; readonly confidence: number | null }
  | { readonly outcome: string; readonly problem: string }
  | { readonly outcome: string; readonly unsupported: string };

/** The rows of a case: one for each of its inputs, the original first. */
export function caseRows(test: string, { item, change, candidate, baseline }: CaseResult): CaseRow[] {
  return item.inputs.map((input, at) => ({
    id: `${test}/${item.id}${at === 0 ? "" : `#${at}`}`,
    test,
    case: item.id,
    input,
    change,
    candidate: answerRow(candidate, at),
    baseline: baseline && answerRow(baseline, at),
  }));
}

function answerRow({ judgement, answers }: ModelResult, at: number): AnswerRow {
  const { outcome } = judgement;
  const answer: Answer = answers[at] ?? { problem: "no answer" };
  if (isUnanswered(answer)) return { outcome, problem: answer.problem };
  if (isUnsupported(answer)) return { outcome, unsupported: answer.unsupported };
  return { outcome, prediction: answer.prediction, confidence: answer.scores?.get(answer.prediction) ?? null };
}

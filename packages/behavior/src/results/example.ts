import { compareCodePoints } from "@airworthy/evidence";
import type { Judgement } from "../expectations/expectation.ts";
import { isUnanswered, isUnsupported, type Prediction } from "../model.ts";
import type { PlannedTest } from "../suite/plan.ts";
import type { CaseResult, ModelResult } from "./case-result.ts";
import type { Example } from "./kept-cases.ts";
import { cut, shownAnswer, shownInput } from "./shown.ts";

type Failure = Extract<Judgement, { outcome: "fail" }>;

export type ExampleKey = Pick<Example, "case" | "severity">;

/** Worst first; of equal severity by id, which mostly is a hash: neighbours in a suite differ in a word, and teach one thing. */
export function byWorst(a: ExampleKey, b: ExampleKey): number {
  return b.severity - a.severity || compareCodePoints(a.case, b.case);
}

/** Under what an example stands: its place in order. */
export function exampleKey(result: CaseResult, failure: Failure): ExampleKey {
  const { severity } = failure;
  // What is no number is as bad as can be.
  return { case: result.item.id, severity: severity >= 0 && severity <= 1 ? severity : 1 };
}

/** A failing case as a report shows it: of a case asked several times, the first time that it failed. */
export function createExample(planned: PlannedTest, result: CaseResult, failure: Failure): Example {
  const { item, candidate, baseline, change } = result;
  const { answers, at } = failingTime(candidate, failure);
  const origin = item.origins?.[at] ?? 0;
  const confident = planned.head.kind !== "mft";
  // In the order of the schema, in which a reader of evidence has the fields: a file is the same bytes when it is written anew.
  const { case: id, severity } = exampleKey(result, failure);
  return {
    case: id,
    change: change === "new-failure" || change === "still-failing" ? change : "failing",
    input: shownInput(item.inputs[origin]),
    perturbed: origin === at || planned.head.kind === "mft" ? null : shownInput(item.inputs[at]),
    expected: cut(planned.expectation.describe(item, answers.filter(isPrediction), at)),
    got: shownAnswer(answers[at], confident),
    was: baseline && shownAnswer(baseline.answers[at], confident),
    severity,
  };
}

function failingTime(
  { answers, repeats }: ModelResult,
  { at }: Failure,
): Pick<ModelResult, "answers"> & { at: number } {
  for (const repeat of repeats ?? []) {
    if (repeat.judgement.outcome === "fail") return { answers: repeat.answers, at: repeat.judgement.at };
  }
  return { answers, at };
}

function isPrediction(answer: ModelResult["answers"][number]): answer is Prediction {
  return !isUnanswered(answer) && !isUnsupported(answer);
}

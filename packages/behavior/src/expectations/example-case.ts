import type { Case } from "../cases/case.ts";
import type { Answer, Prediction } from "../model.ts";
import type { TestKind } from "../suite/plan.ts";
import { judgeCase } from "./aggregate.ts";
import { createExpectation } from "./create-expectation.ts";
import type { ExpectationSpec } from "./entries.ts";
import type { Judgement } from "./expectation.ts";
import type { ExpectationContext } from "./expectation-problems.ts";

/** For this folder's tests: three classes, as in most of CheckList's examples. */
export const CLASSES = ["negative", "neutral", "positive"] as const;

export const CONTEXT: ExpectationContext = { classes: CLASSES, templated: false, labelled: false };
export const NO_CLASSES: ExpectationContext = { classes: null, templated: false, labelled: false };

/** An answer whose class is the one of the highest score, the first of equal ones. */
export function scored(negative: number, neutral: number, positive: number): Prediction {
  const values = [negative, neutral, positive];
  const scores = new Map(CLASSES.map((name, place) => [name as string, values[place] ?? 0]));
  return { prediction: CLASSES[values.indexOf(Math.max(...values))] ?? "", scores };
}

/** A class or a text, without confidence. */
export function said(prediction: string): Prediction {
  return { prediction, scores: null };
}

export function valued(value: number): Prediction {
  return { prediction: String(value), value, scores: null };
}

export function caseOf(inputs: number, more: Partial<Case> = {}): Case {
  return {
    id: "case",
    inputs: Array.from({ length: inputs }, (_, place) => `input ${place}`),
    origins: null,
    expected: null,
    slices: null,
    cluster: "case",
    ...more,
  };
}

/** What becomes of a case under a test of a suite's file. */
export async function judged(
  spec: ExpectationSpec,
  answers: readonly Answer[],
  { context = CONTEXT, ...more }: Partial<Case> & { context?: ExpectationContext } = {},
): Promise<Judgement> {
  return judgeCase(spec.kind, caseOf(answers.length, more), answers, createExpectation(spec, context));
}

/** What becomes of a case whose expectation gives these results. */
export function aggregated(
  kind: TestKind,
  results: readonly (number | null)[],
  origins: readonly number[] | null = null,
): Judgement | Promise<Judgement> {
  const expectation = { judge: () => results, describe: () => "" };
  const answers = results.map(() => said("x"));
  return judgeCase(kind, caseOf(results.length, { origins }), answers, expectation);
}

import { type Answer, isUnanswered, type Prediction } from "./model.ts";
import type { BehaviorTest } from "./suite.ts";

/** What became of one case under one model. */
export type Judgement =
  | { readonly outcome: "pass" }
  /** Nothing to judge: CheckList's null. */
  | { readonly outcome: "filtered" }
  | Failure
  | { readonly outcome: "unanswered"; readonly problem: string; readonly at: number };

export interface Failure {
  readonly outcome: "fail";
  /** How wrong, from 0 to 1: the confidence that is missing or moved. 1 for a model that gives no confidence. */
  readonly severity: number;
  /** The text that fails worst: 0 is the original. */
  readonly at: number;
}

const FILTERED = { outcome: "filtered" } as const;
const PASS = { outcome: "pass" } as const;
/** So that a difference that equals the tolerance but for a double's rounding passes. */
const ROUNDING = 1e-12;

/**
 * Judges a case by CheckList's definitions (checklist/expect.py, checklist/abstract_test.py). `answers` are those to
 * the case's texts, the original first. Every answer must be one of the classes, with a confidence from 0 to 1 for each class
 * or with none at all, else the case is `unanswered`.
 *
 * - `mft` passes if the class is the expected one, or one of them.
 * - `inv` passes if each further text gets the original's class, or if the confidence in the original's class moved by
 *   at most the tolerance.
 * - `dir`, with c the confidence in the class predicted for the original: `increases` passes if c_new - c + tolerance
 *   >= 0 for each further text, `decreases` if c_new - c - tolerance <= 0. The case is filtered where c leaves no room
 *   to fail: c <= tolerance for `increases`, c >= 1 - tolerance for `decreases`; also where that class is to be skipped.
 *
 * An `inv` or `dir` case without a further text is filtered. One failing text fails the case.
 */
export function judge(test: BehaviorTest, classes: ReadonlySet<string>, answers: readonly Answer[]): Judgement {
  const predictions: Prediction[] = [];
  for (const [at, answer] of answers.entries()) {
    const problem = isUnanswered(answer) ? answer.problem : predictionProblem(test, classes, answer);
    if (problem !== null) return { outcome: "unanswered", problem, at };
    if (!isUnanswered(answer)) predictions.push(answer);
  }
  const [original, ...others] = predictions;
  if (original === undefined) return FILTERED;
  if (test.kind === "mft") return judgeExample([test.expect].flat(), original);
  if (others.length === 0 || isSkipped(test, original)) return FILTERED;
  return worstFailure(others.map((other) => distanceBeyond(test, original, other))) ?? PASS;
}

function predictionProblem(test: BehaviorTest, classes: ReadonlySet<string>, answer: Prediction): string | null {
  if (!classes.has(answer.prediction)) {
    return `class ${JSON.stringify(answer.prediction)} is none of the suite's classes`;
  }
  if (answer.scores === null) {
    return test.kind === "dir" ? "no confidence was given, and a dir test needs one" : null;
  }
  for (const name of classes) {
    const score = answer.scores.get(name);
    if (score === undefined) return `the scores have no class ${JSON.stringify(name)}`;
    // A tolerance is a share of 1: of logits or votes it would mean nothing.
    if (!(score >= 0 && score <= 1)) return `the score of class ${JSON.stringify(name)} is ${score}; 0 to 1 is allowed`;
  }
  return null;
}

function judgeExample(expected: readonly string[], answer: Prediction): Judgement {
  if (expected.includes(answer.prediction)) return PASS;
  const given = expected.reduce((sum, name) => sum + confidence(answer, name), 0);
  return { outcome: "fail", severity: answer.scores === null ? 1 : Math.max(0, 1 - given), at: 0 };
}

function isSkipped(test: Exclude<BehaviorTest, { kind: "mft" }>, original: Prediction): boolean {
  if (test.kind === "inv") return false;
  if (test["skip-when-predicted"]?.includes(original.prediction)) return true;
  const before = confidence(original, original.prediction);
  return test.confidence === "increases" ? before <= test.tolerance : before >= 1 - test.tolerance;
}

/** How far a further text's answer is from what is allowed, on any scale; null where it is allowed. */
function distanceBeyond(
  test: Exclude<BehaviorTest, { kind: "mft" }>,
  original: Prediction,
  other: Prediction,
): number | null {
  const name = original.prediction;
  const moved = confidence(other, name) - confidence(original, name);
  if (test.kind === "inv") {
    if (other.prediction === name) return null;
    if (original.scores === null || other.scores === null) return 1;
    return Math.abs(moved) <= test.tolerance + ROUNDING ? null : Math.abs(moved);
  }
  const wrongWay = test.confidence === "increases" ? -moved : moved;
  return wrongWay <= test.tolerance + ROUNDING ? null : wrongWay;
}

function worstFailure(distances: readonly (number | null)[]): Failure | null {
  let worst: Failure | null = null;
  for (const [index, distance] of distances.entries()) {
    if (distance === null || (worst !== null && distance <= worst.severity)) continue;
    worst = { outcome: "fail", severity: distance, at: index + 1 };
  }
  return worst;
}

function confidence(answer: Prediction, name: string): number {
  return answer.scores?.get(name) ?? 0;
}

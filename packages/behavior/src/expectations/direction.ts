import type { Case } from "../cases/case.ts";
import type { Prediction, Unanswered } from "../model.ts";
import { type Classes, confidence, hasOneConfidence, ownConfidence } from "./classes.ts";
import type { ExampleResult, Expectation } from "./expectation.ts";
import { originalOf, pairs } from "./pairs.ts";
import { allowedFrom, distanceResult, type NumberTolerance, ROUNDING } from "./tolerance.ts";

type Result = ExampleResult | Unanswered;

export const DIRECTIONS = ["increases", "decreases"] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** Whose confidence moves: the class predicted for the original, a given class, or one class's against another's. */
export type Subject =
  | { readonly of: "predicted" }
  | { readonly of: "class"; readonly name: string }
  | { readonly of: "balance"; readonly plus: string; readonly minus: string };

export interface ConfidenceOptions {
  readonly classes: Classes;
  readonly direction: Direction;
  readonly subject: Subject;
  /** How far the confidence may move the wrong way, from 0 to 1. */
  readonly tolerance: number;
  readonly skipped: ReadonlySet<string>;
}

/**
 * A confidence moves one way, or the other way by no more than the tolerance.
 *
 * With c the confidence in the class for the original, d what the further input adds to it and t the tolerance
 * (CheckList's `Expect.monotonic`): `increases` passes if d + t >= 0, the result else being d + t; `decreases` passes if
 * d - t <= 0, the result else being -(d - t). Null where c leaves no room to fail: c <= t for `increases`, c >= 1 - t for
 * `decreases`. Of a model that gives the confidence in its own prediction alone, d is -(c + the other's own confidence)
 * where the class changes.
 *
 * Of a balance, d = (plus after - plus before) + (minus before - minus after), as in the tests of CheckList's sentiment
 * suite that add a positive or a negative phrase; no room is no reason there to leave a case out.
 */
export function confidenceDirection(options: ConfidenceOptions): Expectation {
  const { classes, skipped, subject } = options;
  return {
    judge: pairs({ classes, skipped }, (original, answer) => {
      if (original.scores === null || answer.scores === null) return NO_CONFIDENCE;
      const isScalar = hasOneConfidence(original) || hasOneConfidence(answer);
      if (isScalar && classes.names.length > 1 && subject.of !== "predicted") return ONE_CONFIDENCE;
      if (subject.of === "balance") return judgeMove(balanceMove(original, answer, subject), options);
      const name = subject.of === "class" ? subject.name : original.prediction;
      const before = confidence(original, name);
      if (leavesNoRoom(before, options)) return null;
      return judgeMove(isScalar ? scalarMove(original, answer) : confidence(answer, name) - before, options);
    }),
    describe: (item, answers, at) => describeConfidence(item, answers, at, options),
  };
}

const NO_CONFIDENCE: Unanswered = { problem: "no confidence was given, and a dir test needs one" };
const ONE_CONFIDENCE: Unanswered = {
  problem: "a confidence was given for the predicted class alone, and this dir test needs one for each class",
};

function balanceMove(
  original: Prediction,
  answer: Prediction,
  { plus, minus }: { plus: string; minus: string },
): number {
  const lost = confidence(original, minus) - confidence(answer, minus);
  return lost + confidence(answer, plus) - confidence(original, plus);
}

function scalarMove(original: Prediction, answer: Prediction): number {
  const [before, after] = [ownConfidence(original), ownConfidence(answer)];
  return answer.prediction === original.prediction ? after - before : -(before + after);
}

function leavesNoRoom(before: number, { direction, tolerance }: ConfidenceOptions): boolean {
  return direction === "increases" ? before <= tolerance : before >= 1 - tolerance;
}

function judgeMove(move: number, { direction, tolerance }: ConfidenceOptions): Result {
  const beyond = (direction === "increases" ? -move : move) - tolerance;
  return beyond <= ROUNDING ? 1 : -beyond;
}

function describeConfidence(
  item: Case,
  answers: readonly Prediction[],
  at: number,
  { subject, direction, tolerance }: ConfidenceOptions,
): string {
  const original = originalOf(item, answers, at);
  const isUp = direction === "increases";
  if (subject.of === "balance") {
    return `${subject.plus} against ${subject.minus} ${isUp ? "down" : "up"} by at most ${tolerance}`;
  }
  const name = subject.of === "class" ? subject.name : (original?.prediction ?? "");
  const before = original === undefined ? 0 : confidence(original, name);
  const end = isUp ? Math.max(0, before - tolerance) : Math.min(1, before + tolerance);
  return `${name} at ${isUp ? "least" : "most"} ${end.toFixed(2)}, ${before.toFixed(2)} before`;
}

export interface ValueOptions {
  readonly direction: Direction;
  readonly tolerance: NumberTolerance;
}

/** The number of a regression moves one way, or the other way by no more than the tolerance from the original's. */
export function valueDirection({ direction, tolerance }: ValueOptions): Expectation {
  return {
    judge: pairs({ classes: null, skipped: new Set() }, (original, answer) => {
      if (original.value === undefined || answer.value === undefined) return NO_NUMBER;
      const wrongWay = (direction === "increases" ? -1 : 1) * (answer.value - original.value);
      if (Number.isNaN(wrongWay)) return NO_NUMBER;
      return wrongWay <= allowedFrom(original.value, tolerance) ? 1 : distanceResult(wrongWay, original.value);
    }),
    describe(item, answers, at) {
      const before = originalOf(item, answers, at)?.value ?? 0;
      const allowed = Math.max(tolerance.absolute, tolerance.relative * Math.abs(before));
      const slack = allowed === 0 ? "" : `, ${Number(allowed.toPrecision(3))} allowed`;
      return `${direction === "increases" ? "no less" : "no more"} than ${before}${slack}`;
    },
  };
}

const NO_NUMBER: Unanswered = { problem: "no number was given, and a dir test of a value needs one" };

import type { Case, Expected } from "../cases/case.ts";
import type { Prediction, Unanswered } from "../model.ts";
import { type Classes, classProblem, confidence, hasOneConfidence } from "./classes.ts";
import type { ExampleResult, Expectation } from "./expectation.ts";
import { allowedFrom, distanceResult, type NumberTolerance } from "./tolerance.ts";

type Result = ExampleResult | Unanswered;

export interface LabelledOptions {
  /** What the test expects of a case that says nothing itself; null: each case must say. */
  readonly expected: Expected | null;
  /** Null where the model answers with text or numbers. */
  readonly classes: Classes | null;
  readonly tolerance: NumberTolerance;
}

/**
 * Each input is answered with what its case, else its test, expects (CheckList's `Expect.eq` and its kin).
 *
 * - One of several classes or texts; a failure is -(1 - the confidence in all of them together).
 * - Any but some; a failure is -(the confidence in them).
 * - A number, at most `tolerance` away.
 *
 * Where the model gives no confidence for each class, a failure is -1.
 */
export function labelledExpectation(options: LabelledOptions): Expectation {
  const expectedOf = (item: Case): Expected | null => item.expected ?? options.expected;
  return {
    judge(item, answers) {
      const expected = expectedOf(item);
      const problem = expected === null ? NOTHING_EXPECTED : unknownExpected(expected, options.classes);
      // Most cases are of one input: a list of its own for each would be most of the cost.
      if (expected !== null && problem === null && answers.length === 1 && answers[0] !== undefined) {
        const result = judgeAnswer(expected, answers[0], options);
        return result === 1 ? ONE_PASS : [result];
      }
      return answers.map((answer) =>
        expected === null ? NOTHING_EXPECTED : (problem ?? judgeAnswer(expected, answer, options)),
      );
    },
    describe: (item) => describeExpected(expectedOf(item), options.tolerance),
  };
}

const NOTHING_EXPECTED: Unanswered = { problem: "neither the case nor its test says what is expected" };
const ONE_PASS: readonly Result[] = Object.freeze([1]);

/** The texts that an answer may be; null where it is not by naming texts that the case says what it expects. */
export function expectedTexts(expected: Expected | null): readonly string[] | null {
  if (expected === null || "noneOf" in expected) return null;
  return "oneOf" in expected ? expected.oneOf : [String(expected.value)];
}

/** A case's own label is data, which no check of the suite has seen. */
function unknownExpected(expected: Expected, classes: Classes | null): Unanswered | null {
  if (classes === null) return null;
  if ("value" in expected) return { problem: "the case expects a number, but the suite has classes" };
  for (const name of "oneOf" in expected ? expected.oneOf : expected.noneOf) {
    if (!classes.known.has(name)) {
      return { problem: `the case's label ${JSON.stringify(name)} is none of the suite's classes` };
    }
  }
  return null;
}

function judgeAnswer(expected: Expected, answer: Prediction, { classes, tolerance }: LabelledOptions): Result {
  if ("value" in expected) return judgeNumber(expected.value, answer, tolerance);
  const problem = classes === null ? null : classProblem(classes, answer);
  if (problem !== null) return problem;
  const bySum = classes !== null && answer.scores !== null && !hasOneConfidence(answer);
  if ("oneOf" in expected) {
    if (expected.oneOf.includes(answer.prediction)) return 1;
    return bySum ? -Math.max(0, 1 - sumOf(answer, expected.oneOf)) : -1;
  }
  if (!expected.noneOf.includes(answer.prediction)) return 1;
  return bySum ? -sumOf(answer, expected.noneOf) : -1;
}

function judgeNumber(expected: number, { value }: Prediction, tolerance: NumberTolerance): Result {
  if (value === undefined || !Number.isFinite(value))
    return { problem: "a number is expected, but the model gave none" };
  const distance = Math.abs(value - expected);
  return distance <= allowedFrom(expected, tolerance) ? 1 : distanceResult(distance, expected);
}

function sumOf(answer: Prediction, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + confidence(answer, name), 0);
}

function describeExpected(expected: Expected | null, tolerance: NumberTolerance): string {
  if (expected === null) return "nothing";
  if ("oneOf" in expected) return expected.oneOf.join(" or ");
  if ("noneOf" in expected) return `not ${expected.noneOf.join(" or ")}`;
  const allowed = Math.max(tolerance.absolute, tolerance.relative * Math.abs(expected.value));
  return allowed === 0 ? String(expected.value) : `${expected.value} ± ${Number(allowed.toPrecision(3))}`;
}

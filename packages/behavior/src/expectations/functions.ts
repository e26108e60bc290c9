import { inspect } from "node:util";
import type { Case, Expected } from "../cases/case.ts";
import type { ModelInput, Prediction, Unanswered } from "../model.ts";
import type { ExampleResult, Expectation } from "./expectation.ts";
import { originalOf } from "./pairs.ts";

/** What a suite's own function is told of a case. */
export interface GivenCase {
  readonly inputs: readonly ModelInput[];
  /** One for each input, in order. */
  readonly answers: readonly Prediction[];
  readonly expected: Expected | null;
}

/**
 * What a suite's own function says of one input's answer: true or a number above 0 passes; false, 0 or a number below 0
 * fails, -1 and false being the worst; null: the expectation does not apply to it.
 */
export type GivenResult = boolean | number | null;

type Either<T> = T | Promise<T>;

export interface FunctionOptions {
  /** What a report tells its reader was expected, such as "shorter than before". */
  readonly words?: string;
}

/**
 * An expectation of a suite's own, of a whole case (CheckList's `Expect.testcase`): the function gives one result for each
 * input. A function that throws, or gives NaN, undefined or too few or too many results, leaves the case unanswered.
 */
export function functionExpectation(
  fn: (given: GivenCase) => Either<readonly GivenResult[]>,
  { words = "what the suite's function expects" }: FunctionOptions = {},
): Expectation {
  return {
    judge(item, answers) {
      try {
        const results: unknown = fn({ inputs: item.inputs, answers, expected: item.expected });
        if (!(results instanceof Promise)) return checkResults(results, item);
        return results
          .then((settled: unknown) => checkResults(settled, item))
          .catch((error: unknown) => thrown(error, item));
      } catch (error) {
        return thrown(error, item);
      }
    },
    describe: () => words,
  };
}

export interface GivenExample {
  readonly input: ModelInput;
  readonly answer: Prediction;
  readonly expected: Expected | null;
}

/** The same for a function of one input at a time (CheckList's `Expect.single`). */
export function singleExpectation(fn: (given: GivenExample) => GivenResult, options?: FunctionOptions): Expectation {
  return functionExpectation(
    ({ inputs, answers, expected }) => answers.map((answer, at) => fn({ input: inputs[at] ?? "", answer, expected })),
    options,
  );
}

/** The same for a function of an original's answer and a further input's (CheckList's `Expect.pairwise`). */
export function pairwiseExpectation(
  fn: (original: Prediction, answer: Prediction) => GivenResult,
  options: FunctionOptions = {},
): Expectation {
  const { describe } = functionExpectation(() => [], options);
  return {
    judge(item, answers) {
      const judged = functionExpectation(() =>
        answers.map((answer, at) => {
          const original = originalOf(item, answers, at);
          if (original === undefined) throw new RangeError(`input ${at} has no original among the case's inputs`);
          return fn(original, answer);
        }),
      );
      return judged.judge(item, answers);
    },
    describe,
  };
}

type Results = readonly (ExampleResult | Unanswered)[];

/** A suite's code is checked like anything else from outside: its types are only what it says of itself. */
function checkResults(results: unknown, item: Case): Results {
  if (!Array.isArray(results)) return problem(`${kindOf(results)} was returned; a list of results is allowed`, item);
  if (results.length !== item.inputs.length) {
    return problem(`${results.length} results were returned for ${item.inputs.length} inputs`, item);
  }
  return Array.from(results, (result: unknown) => checkResult(result));
}

function checkResult(result: unknown): ExampleResult | Unanswered {
  if (result === null) return null;
  if (typeof result === "boolean") return result ? 1 : -1;
  if (typeof result === "number" && !Number.isNaN(result)) return result;
  return { problem: `the suite's function: ${kindOf(result)} was returned; a number, true, false or null is allowed` };
}

function kindOf(value: unknown): string {
  return Number.isNaN(value) ? "NaN" : typeof value;
}

function thrown(error: unknown, item: Case): Results {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
  return problem(`it threw ${text}`, item);
}

function problem(text: string, item: Case): Results {
  return item.inputs.map(() => ({ problem: `the suite's function: ${text}` }));
}

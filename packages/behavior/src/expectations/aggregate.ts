import type { Case } from "../cases/case.ts";
import { type Answer, isUnanswered, isUnsupported, type Prediction, type Unanswered } from "../model.ts";
import type { TestKind } from "../suite/plan.ts";
import type { ExampleResult, Expectation, Judgement } from "./expectation.ts";

type Results = readonly (ExampleResult | Unanswered)[];

const FILTERED: Judgement = { outcome: "filtered" };
const PASS: Judgement = { outcome: "pass" };

/**
 * What becomes of a case, from the answers to its inputs in order: CheckList's aggregation (version 0.0.11,
 * `Expect.aggregate_testcase`), of which `mft` uses `all` and `inv` and `dir` use `all_except_first`.
 *
 * 1. An input without an answer leaves the whole case unanswered; else an unsupported one leaves it unsupported. So does a
 *    problem that the expectation finds, and a result that is NaN or missing. Never a pass.
 * 2. Results that are null are removed. A case of which nothing is left is filtered.
 * 3. Of `inv` and `dir` the first of what is left is dropped, which is the original only where the original's result is
 *    not null: CheckList's quirk, kept. Where `origins` says which inputs are originals, those are dropped, and no other.
 * 4. The case fails if any result that is left is 0 or below, as severe as the lowest of them; else it passes.
 *
 * One departure: an `inv` or `dir` case that has nothing beside its originals is filtered; CheckList lets it pass.
 */
export function judgeCase(
  kind: TestKind,
  item: Case,
  answers: readonly Answer[],
  expectation: Expectation,
): Judgement | Promise<Judgement> {
  if (!allPredictions(answers)) return unusable(answers);
  if (answers.length !== item.inputs.length) {
    return unanswered(`${answers.length} answers were given to ${item.inputs.length} inputs`, 0);
  }
  const results = expectation.judge(item, answers);
  return results instanceof Promise
    ? results.then((settled) => aggregate(kind, item, settled))
    : aggregate(kind, item, results);
}

function allPredictions(answers: readonly Answer[]): answers is readonly Prediction[] {
  for (const answer of answers) if (isUnanswered(answer) || isUnsupported(answer)) return false;
  return true;
}

function unusable(answers: readonly Answer[]): Judgement {
  let unsupported: Judgement = FILTERED;
  for (const [at, answer] of answers.entries()) {
    if (isUnanswered(answer)) return unanswered(answer.problem, at);
    if (isUnsupported(answer) && unsupported === FILTERED) {
      unsupported = { outcome: "unsupported", reason: answer.unsupported, at };
    }
  }
  return unsupported;
}

function unanswered(problem: string, at: number): Judgement {
  return { outcome: "unanswered", problem, at };
}

function aggregate(kind: TestKind, item: Case, results: Results): Judgement {
  const broken = problemIn(item, results);
  if (broken !== null) return broken;
  if (kind === "mft") return worst(results, keepAll);
  const { origins } = item;
  if (origins !== null) return worst(results, (at) => origins[at] !== at);
  if (results.length === 1) return FILTERED;
  const first = results.findIndex((result) => result !== null);
  return first === -1 ? FILTERED : (failureIn(results, (at) => at !== first) ?? PASS);
}

function problemIn(item: Case, results: Results): Judgement | null {
  const { length } = item.inputs;
  if (results.length !== length) return unanswered(`${results.length} results were given for ${length} inputs`, 0);
  for (let at = 0; at < length; at++) {
    const result = results[at];
    if (result === null) continue;
    if (typeof result !== "number") return unanswered(result?.problem ?? "no result was given", at);
    if (Number.isNaN(result)) return unanswered("the result is NaN", at);
  }
  return null;
}

type Kept = (at: number) => boolean;

const keepAll: Kept = () => true;

/** Filtered where no result is kept that is not null. */
function worst(results: Results, kept: Kept): Judgement {
  const applies = results.some((result, at) => result !== null && kept(at));
  return applies ? (failureIn(results, kept) ?? PASS) : FILTERED;
}

function failureIn(results: Results, kept: Kept): Judgement | null {
  let lowest = 1;
  let at = -1;
  for (let place = 0; place < results.length; place++) {
    const result = results[place];
    if (typeof result !== "number" || result > 0 || result >= lowest || !kept(place)) continue;
    lowest = result;
    at = place;
  }
  // Math.max also turns -0 into 0.
  return at === -1 ? null : { outcome: "fail", severity: Math.min(1, Math.max(0, -lowest)), at };
}

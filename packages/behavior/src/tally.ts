import type { CASE_CHANGES, CaseChange } from "./compare-case.ts";
import type { Judgement } from "./judge.ts";
import { type Answer, isUnanswered } from "./model.ts";
import type { Case, PlannedTest } from "./plan.ts";
import type { BehaviorTest } from "./suite.ts";

/** Examples kept a test, of what is new and of what is known: a reader looks at five. */
export const MAX_EXAMPLES = 20;
/** Ids of new failures kept a test; the count beside them is complete. */
export const MAX_IDS = 1_000;
/** Characters of any text from a suite or a model that evidence keeps. */
export const MAX_SHOWN = 300;

/** How one model did on a test's cases. The four counts add up to the test's cases. */
export interface ModelCounts {
  passed: number;
  failed: number;
  filtered: number;
  unanswered: number;
}

/** A failing case, cut to what a report can show. */
export interface Example {
  readonly case: string;
  readonly change: "new-failure" | "still-failing" | "failing";
  readonly input: string;
  /** The text made from the input that fails worst; null for `mft`. */
  readonly perturbed: string | null;
  readonly expected: string;
  readonly got: string;
  /** What the baseline said in the same place; null without one. */
  readonly was: string | null;
  readonly severity: number;
}

export interface UnansweredCase {
  readonly case: string;
  readonly model: "candidate" | "baseline";
  readonly problem: string;
}

/** One case under both models. */
export interface CaseResult {
  readonly planned: Case;
  readonly change: CaseChange;
  readonly candidate: ModelResult;
  readonly baseline: ModelResult | null;
}

export interface ModelResult {
  readonly answers: readonly Answer[];
  readonly judgement: Judgement;
}

export interface Tally {
  readonly test: BehaviorTest;
  readonly cases: number;
  readonly candidate: ModelCounts;
  readonly baseline: ModelCounts | null;
  readonly changes: Record<CaseChange, number>;
  readonly newFailureIds: string[];
  /** Failures that a baseline does not share, and those that it does; each worst first. */
  readonly newExamples: Example[];
  readonly knownExamples: Example[];
  readonly unanswered: UnansweredCase[];
}

export function createTally(planned: PlannedTest, hasBaseline: boolean): Tally {
  return {
    test: planned.test,
    cases: planned.cases.length,
    candidate: noCounts(),
    baseline: hasBaseline ? noCounts() : null,
    changes: {
      unanswered: 0,
      "new-failure": 0,
      fixed: 0,
      "still-failing": 0,
      "still-passing": 0,
      failing: 0,
      passing: 0,
      filtered: 0,
    } satisfies Record<(typeof CASE_CHANGES)[number], number>,
    newFailureIds: [],
    newExamples: [],
    knownExamples: [],
    unanswered: [],
  };
}

/** Adds a case. Its counts always; its id, its example and its problem while there is room for them. */
export function addCase(tally: Tally, result: CaseResult): void {
  tally.changes[result.change]++;
  count(tally.candidate, result.candidate.judgement);
  if (tally.baseline !== null && result.baseline !== null) count(tally.baseline, result.baseline.judgement);
  if (result.change === "new-failure" && tally.newFailureIds.length < MAX_IDS) {
    tally.newFailureIds.push(result.planned.id);
  }
  keepProblem(tally, result.planned, "candidate", result.candidate);
  if (result.baseline !== null) keepProblem(tally, result.planned, "baseline", result.baseline);
  keepExample(tally, result);
}

function noCounts(): ModelCounts {
  return { passed: 0, failed: 0, filtered: 0, unanswered: 0 };
}

function count(counts: ModelCounts, judgement: Judgement): void {
  if (judgement.outcome === "pass") counts.passed++;
  else if (judgement.outcome === "fail") counts.failed++;
  else counts[judgement.outcome]++;
}

function keepProblem(tally: Tally, planned: Case, model: UnansweredCase["model"], result: ModelResult): void {
  if (result.judgement.outcome !== "unanswered" || tally.unanswered.length >= MAX_EXAMPLES) return;
  tally.unanswered.push({ case: planned.id, model, problem: cut(result.judgement.problem) });
}

function keepExample(tally: Tally, result: CaseResult): void {
  const { judgement, answers } = result.candidate;
  if (judgement.outcome !== "fail") return;
  if (result.change !== "new-failure" && result.change !== "still-failing" && result.change !== "failing") return;
  const kept = result.change === "still-failing" ? tally.knownExamples : tally.newExamples;
  const last = kept[MAX_EXAMPLES - 1];
  const { severity, at } = judgement;
  const { id } = result.planned;
  // Of equal severity by id, which is a hash: neighbours in the plan differ in a word only, and would teach one thing.
  const isWorse = (example: Example) =>
    example.severity > severity || (example.severity === severity && example.case < id);
  if (last !== undefined && isWorse(last)) return;
  const place = kept.findLastIndex(isWorse) + 1;
  kept.splice(place, 0, {
    case: id,
    change: result.change,
    input: cut(result.planned.texts[0] ?? ""),
    perturbed: at === 0 ? null : cut(result.planned.texts[at] ?? ""),
    expected: cut(describeExpected(tally.test, answers[0])),
    got: describe(answers[at], tally.test),
    was: result.baseline === null ? null : describe(result.baseline.answers[at], tally.test),
    severity,
  });
  kept.length = Math.min(kept.length, MAX_EXAMPLES);
}

function describeExpected(test: BehaviorTest, original: Answer | undefined): string {
  if (test.kind === "mft") return [test.expect].flat().join(" or ");
  const before = describe(original, test);
  return test.kind === "inv" ? `${before}, as before` : `${before}, or one that ${test.confidence}`;
}

/** Such as "negative 0.93". */
function describe(answer: Answer | undefined, test: BehaviorTest): string {
  if (answer === undefined) return "no answer";
  if (isUnanswered(answer)) return cut(answer.problem);
  const score = answer.scores?.get(answer.prediction);
  const tail = score === undefined || test.kind === "mft" ? "" : ` ${score.toFixed(2)}`;
  return cut(`${answer.prediction}${tail}`);
}

function cut(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  const end = text.codePointAt(MAX_SHOWN - 2) ?? 0;
  return `${text.slice(0, end > 0xffff ? MAX_SHOWN - 2 : MAX_SHOWN - 1)}…`;
}

import type { Change, Verdict } from "@airworthy/evidence";
import { holm, type Interval, wilsonInterval } from "@airworthy/stats";
import { CONFIDENCE, type Comparison, compareModels } from "./comparison.ts";
import { judgeTally } from "./judge-tally.ts";
import { findNearConstant } from "./near-constant.ts";
import type { CaseTallyRecord, ModelCounts, TallyRecord } from "./tally-record.ts";

export interface DecisionRule {
  /** The chance, over the whole suite, of calling any difference significant where there is none. */
  readonly alpha: number;
  /** A net change of the failure rate below this, 0 to 1, does not matter however certain it is. */
  readonly minimumEffect: number;
}

/** A failure rate under one model, over the cases that it was judged on. */
export interface FailureRate {
  readonly failed: number;
  readonly of: number;
  readonly rate: number;
  readonly interval: Interval;
}

/** What is decided on: a test, or one slice of it. */
export interface Decided {
  readonly head: TallyRecord["head"];
  readonly slice: { readonly name: string; readonly value: string } | null;
  readonly counts: CaseTallyRecord;
}

export interface AdjustedComparison extends Comparison {
  /** After Holm over all tests and slices of the suite. */
  readonly adjustedP: number;
}

export interface Decision extends Decided {
  readonly verdict: Verdict;
  readonly reasonCode: string;
  readonly change: Change;
  readonly candidate: FailureRate | null;
  readonly baseline: FailureRate | null;
  readonly comparison: AdjustedComparison | null;
}

/**
 * The verdict on each test and, after it, on each of its slices, as `judgeTally` has it: in the order given. Tests and
 * slices are alike to Holm's adjustment, so that slicing makes nothing significant that would not be without it.
 */
export function decide(tallies: readonly TallyRecord[], rule: DecisionRule): Decision[] {
  const nearConstant = findNearConstant(tallies) !== null;
  const compared = tallies.flatMap(decidedOf).map((decided) => ({
    decided,
    comparison: decided.counts.baseline === null ? null : compareModels([decided.counts]),
  }));
  const adjusted = holm(compared.flatMap(({ comparison }) => (comparison === null ? [] : [comparison.p])));
  let next = 0;
  return compared.map(({ decided, comparison }) => {
    const { counts } = decided;
    const rates = { candidate: rateOf(counts.candidate), baseline: counts.baseline && rateOf(counts.baseline) };
    const adjustedComparison = comparison && { ...comparison, adjustedP: adjusted[next++] ?? 1 };
    const found = { ...decided, ...rates, comparison: adjustedComparison };
    return { ...found, ...judgeTally(found, rule, nearConstant) };
  });
}

function decidedOf({ head, whole, slices }: TallyRecord): Decided[] {
  return [
    { head, slice: null, counts: whole },
    ...slices.map(({ name, value, tally }) => ({ head, slice: { name, value }, counts: tally })),
  ];
}

function rateOf(counts: ModelCounts): FailureRate | null {
  const of = counts.passed + counts.failed;
  if (of === 0) return null;
  const interval = wilsonInterval(counts.failed, of, CONFIDENCE);
  return { failed: counts.failed, of, rate: counts.failed / of, interval };
}

import { type Change, type Verdict, worstVerdict } from "@airworthy/evidence";
import { holm, type Interval, mcnemarExact, wilsonInterval } from "@airworthy/stats";
import { type PairedCounts, pairedDifference } from "./paired-difference.ts";
import type { ModelCounts, Tally } from "./tally.ts";

export interface DecisionRule {
  /** The chance, over the whole suite, of calling any difference significant where there is none. */
  readonly alpha: number;
  /** A net change of the failure rate below this, 0 to 1, does not matter however certain it is. */
  readonly minimumEffect: number;
}

/** The confidence of every interval that is reported. */
export const CONFIDENCE = 0.95;

/** A test's failure rate under one model, over the cases that applied to it. */
export interface FailureRate {
  readonly failed: number;
  readonly of: number;
  readonly rate: number;
  readonly interval: Interval;
}

/** The candidate beside the baseline, on the cases that both were judged on. */
export interface Comparison extends PairedCounts {
  /** The candidate's failure rate minus the baseline's, and its interval. */
  readonly difference: number;
  readonly interval: Interval;
  /** Exact McNemar, two-sided, and the same after Holm over the suite's tests. */
  readonly p: number;
  readonly adjustedP: number;
}

export interface Decision {
  readonly verdict: Verdict;
  readonly reasonCode: string;
  readonly change: Change;
  readonly candidate: FailureRate | null;
  readonly baseline: FailureRate | null;
  readonly comparison: Comparison | null;
}

/**
 * The verdict on each test, in the order given. For each test, the first line that applies:
 *
 * 1. A case without a usable answer from either model: change `error`, verdict `error`.
 * 2. No case that the candidate, or with a baseline both, could be judged on: `insufficient-evidence`, `inconclusive`.
 * 3. Without a baseline: `no-baseline`; the test fails if the failure rate exceeds `max-failure-rate` (default 0).
 * 4. More new failures than `max-new-failures`, where the test sets it: `regression`, fail, significant or not.
 * 5. The failure rate rose significantly (adjusted p <= alpha) and by the minimum effect or more: `regression`, fail;
 *    but where the test sets `max-new-failures`, and so allows them, `possible-regression`, warn.
 * 6. It rose by the minimum effect or more, but not significantly: `possible-regression`, warn.
 * 7. It fell significantly and by the minimum effect or more: `improvement`, pass.
 * 8. Else `stable`, pass. Failures that the baseline shares are known, not new, and fail nothing by themselves.
 *
 * Lines 7 and 8 besides: failures of the candidate in cases that do not apply to the baseline are neither known nor
 * compared; where they are the minimum effect or more of its cases, the test is a `possible-regression`, warn.
 * Lines 4 to 8 besides: a failure rate over `max-failure-rate`, where the test sets it, fails the test whatever the
 * change is.
 */
export function decide(tallies: readonly Tally[], rule: DecisionRule): Decision[] {
  const tested = tallies.map((tally) => ({ tally, pairs: pairsOf(tally) }));
  const values = tested.flatMap(({ pairs }) => (pairs === null ? [] : [mcnemarExact(pairs.newFailures, pairs.fixed)]));
  const adjusted = holm(values);
  let next = 0;
  return tested.map(({ tally, pairs }) => {
    if (pairs === null) return decideTest(tally, null, rule);
    const p = values[next] ?? 1;
    const adjustedP = adjusted[next++] ?? 1;
    const { estimate, low, high } = pairedDifference(pairs, CONFIDENCE);
    return decideTest(tally, { ...pairs, difference: estimate, interval: { low, high }, p, adjustedP }, rule);
  });
}

type Judged = Pick<Decision, "verdict" | "reasonCode" | "change">;

function decideTest(tally: Tally, comparison: Comparison | null, rule: DecisionRule): Decision {
  const candidate = rateOf(tally.candidate);
  const baseline = tally.baseline && rateOf(tally.baseline);
  return { ...judgeTest(tally, candidate, comparison, rule), candidate, baseline, comparison };
}

function judgeTest(
  tally: Tally,
  candidate: FailureRate | null,
  comparison: Comparison | null,
  rule: DecisionRule,
): Judged {
  if (tally.changes.unanswered > 0) return { change: "error", verdict: "error", reasonCode: "model-error" };
  if (candidate === null || (tally.baseline !== null && comparison === null)) {
    return { change: "insufficient-evidence", verdict: "inconclusive", reasonCode: "no-cases-judged" };
  }
  const limit = tally.test["max-failure-rate"];
  if (comparison === null) {
    const change = "no-baseline";
    if (candidate.rate > (limit ?? 0)) return { change, verdict: "fail", reasonCode: "failure-rate-over-limit" };
    return { change, verdict: "pass", reasonCode: "within-limits" };
  }
  const judged = withUncompared(judgeChange(tally, comparison, rule), tally.changes.failing / candidate.of, rule);
  if (limit === undefined || candidate.rate <= limit) return judged;
  const reasonCode = judged.verdict === "fail" ? judged.reasonCode : "failure-rate-over-limit";
  return { ...judged, verdict: worstVerdict([judged.verdict, "fail"]), reasonCode };
}

function judgeChange(tally: Tally, comparison: Comparison, rule: DecisionRule): Judged {
  const allowed = tally.test["max-new-failures"];
  if (allowed !== undefined && comparison.newFailures > allowed) {
    return { change: "regression", verdict: "fail", reasonCode: "new-failures-over-limit" };
  }
  const significant = comparison.adjustedP <= rule.alpha;
  const matters = Math.abs(comparison.difference) >= rule.minimumEffect && comparison.difference !== 0;
  if (!matters) return { change: "stable", verdict: "pass", reasonCode: "stable" };
  if (comparison.difference < 0) {
    if (significant) return { change: "improvement", verdict: "pass", reasonCode: "improvement" };
    return { change: "stable", verdict: "pass", reasonCode: "stable" };
  }
  if (!significant) return { change: "possible-regression", verdict: "warn", reasonCode: "possible-regression" };
  if (allowed === undefined) return { change: "regression", verdict: "fail", reasonCode: "regression" };
  return { change: "possible-regression", verdict: "warn", reasonCode: "new-failures-within-limit" };
}

function withUncompared(judged: Judged, share: number, rule: DecisionRule): Judged {
  if (judged.verdict !== "pass" || share === 0 || share < rule.minimumEffect) return judged;
  return { change: "possible-regression", verdict: "warn", reasonCode: "failures-not-compared" };
}

function pairsOf(tally: Tally): PairedCounts | null {
  const { changes } = tally;
  const pairs = {
    newFailures: changes["new-failure"],
    fixed: changes.fixed,
    stillFailing: changes["still-failing"],
    stillPassing: changes["still-passing"],
  };
  const n = pairs.newFailures + pairs.fixed + pairs.stillFailing + pairs.stillPassing;
  return tally.baseline === null || n === 0 ? null : pairs;
}

function rateOf(counts: ModelCounts): FailureRate | null {
  const of = counts.passed + counts.failed;
  if (of === 0) return null;
  return {
    failed: counts.failed,
    of,
    rate: counts.failed / of,
    interval: wilsonInterval(counts.failed, of, CONFIDENCE),
  };
}

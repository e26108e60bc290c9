import { worstVerdict } from "@airworthy/evidence";
import { comparedCases } from "./comparison.ts";
import type { AdjustedComparison, Decided, Decision, DecisionRule, FailureRate } from "./decide.ts";
import { flakyCases } from "./repeat-counts.ts";

/** From more cases than this whose repeats disagree, or than the minimum effect where that is more, a test is called flaky. */
const FLAKY_SHARE = 0.05;

type Found = Pick<Decision, keyof Decided | "candidate" | "baseline" | "comparison">;
type Judged = Pick<Decision, "verdict" | "reasonCode" | "change">;

/**
 * The verdict on a test, or on one slice of it, by the first line that applies:
 *
 * 1. A case without a usable answer from either model: change `error`, verdict `error`.
 * 2. No case that the candidate, or with a baseline both, could be judged on: `insufficient-evidence`, `inconclusive`.
 * 3. Fewer such cases than the test's `minimum-cases`: the same.
 * 4. Without a baseline: `no-baseline`; it fails if the failure rate exceeds `max-failure-rate` (default 0).
 * 5. More new failures than `max-new-failures`, where the test sets it: `regression`, fail, significant or not.
 * 6. The failure rate rose significantly (adjusted p <= alpha) and by the minimum effect or more: `regression`, fail;
 *    but where the test sets `max-new-failures`, and so allows them, `possible-regression`, warn.
 * 7. It rose by the minimum effect or more, but not significantly: `possible-regression`, warn.
 * 8. It fell significantly and by the minimum effect or more: `improvement`, pass.
 * 9. Else `stable`, pass. Failures that the baseline shares are known, not new, and fail nothing by themselves.
 *
 * Lines 5 to 9 besides: a failure rate over `max-failure-rate`, where the test sets it, fails whatever the change is.
 *
 * What would pass is a warning where the pass means less than it says:
 * - `failures-not-compared`: the candidate fails cases that the baseline was not judged on, in a share of its cases of
 *   the minimum effect or more. A `possible-regression`.
 * - `support-lost`: the candidate says that it was not made for cases that the baseline was judged on, in a share of the
 *   baseline's cases of the minimum effect or more. A `possible-regression`.
 * - `near-constant-model`: an `inv` test of a model that gives one class to nearly everything (whole tests only).
 * - `flaky`: of the cases that were judged each time they were asked, more than 5 %, or than the minimum effect if that is
 *   more, pass at one time and fail at another: a difference of the size that matters may then be chance.
 */
export function judgeTally(found: Found, rule: DecisionRule, nearConstant: boolean): Judged {
  const { counts, candidate, comparison, head } = found;
  if (counts.changes.unanswered > 0) return { change: "error", verdict: "error", reasonCode: "model-error" };
  if (candidate === null || (counts.baseline !== null && comparison === null)) {
    return notEnough(isUnsupported(found) ? "unsupported" : "no-cases-judged");
  }
  const judged = comparison === null ? candidate.of : comparedCases(comparison);
  if (judged < head.minimumCases) return notEnough("too-few-cases");
  const limited = withLimit(
    comparison === null ? WITHIN_LIMITS : judgeChange(found, comparison, rule),
    found,
    candidate,
  );
  return limited.verdict === "pass" ? withDoubts(limited, found, { rule, nearConstant }) : limited;
}

const WITHIN_LIMITS: Judged = { change: "no-baseline", verdict: "pass", reasonCode: "within-limits" };
const STABLE: Judged = { change: "stable", verdict: "pass", reasonCode: "stable" };

function notEnough(reasonCode: string): Judged {
  return { change: "insufficient-evidence", verdict: "inconclusive", reasonCode };
}

/** Whether nothing but lost or missing support kept the candidate from being judged. */
function isUnsupported({ counts }: Found): boolean {
  return counts.candidate.unsupported > 0 && counts.candidate.passed + counts.candidate.failed === 0;
}

function judgeChange({ head }: Found, comparison: AdjustedComparison, rule: DecisionRule): Judged {
  const allowed = head.maxNewFailures;
  if (allowed !== null && comparison.newFailures > allowed) {
    return { change: "regression", verdict: "fail", reasonCode: "new-failures-over-limit" };
  }
  const significant = comparison.adjustedP <= rule.alpha;
  const matters = comparison.difference !== 0 && Math.abs(comparison.difference) >= rule.minimumEffect;
  if (!matters) return STABLE;
  if (comparison.difference < 0) {
    return significant ? { change: "improvement", verdict: "pass", reasonCode: "improvement" } : STABLE;
  }
  if (!significant) return { change: "possible-regression", verdict: "warn", reasonCode: "possible-regression" };
  if (allowed === null) return { change: "regression", verdict: "fail", reasonCode: "regression" };
  return { change: "possible-regression", verdict: "warn", reasonCode: "new-failures-within-limit" };
}

function withLimit(judged: Judged, { head, comparison }: Found, candidate: FailureRate): Judged {
  const limit = head.maxFailureRate ?? (comparison === null ? 0 : 1);
  if (candidate.rate <= limit) return judged;
  const reasonCode = judged.verdict === "fail" ? judged.reasonCode : "failure-rate-over-limit";
  return { ...judged, verdict: worstVerdict([judged.verdict, "fail"]), reasonCode };
}

interface Doubts {
  readonly rule: DecisionRule;
  readonly nearConstant: boolean;
}

function withDoubts(judged: Judged, found: Found, { rule, nearConstant }: Doubts): Judged {
  const { counts, candidate, baseline, head, slice } = found;
  const matters = (cases: number, of: number | undefined) => cases > 0 && cases / (of ?? 0) >= rule.minimumEffect;
  const worse = { change: "possible-regression", verdict: "warn" } as const;
  if (baseline !== null && matters(counts.changes.failing, candidate?.of)) {
    return { ...worse, reasonCode: "failures-not-compared" };
  }
  if (matters(counts.changes["lost-support"], baseline?.of)) return { ...worse, reasonCode: "support-lost" };
  if (nearConstant && head.kind === "inv" && slice === null) {
    return { ...judged, verdict: "warn", reasonCode: "near-constant-model" };
  }
  const { flaky, of } = flakyCases(counts.passes ?? []);
  if (flaky > Math.max(FLAKY_SHARE, rule.minimumEffect) * of)
    return { ...judged, verdict: "warn", reasonCode: "flaky" };
  return judged;
}

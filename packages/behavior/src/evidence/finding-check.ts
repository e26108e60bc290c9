import { comparedCases } from "../results/comparison.ts";
import type { BehaviorFinding, ModelFigures } from "./finding-schema.ts";

/** Whether a finding's counts, rates and lists are of one and the same cases. */
export function figuresAddUp(finding: BehaviorFinding): boolean {
  const { cases, candidate, baseline, comparison, lostSupport, passes, repeat } = finding;
  return (
    modelAddsUp(candidate, cases) &&
    (baseline === null ? comparison === null && lostSupport === 0 : modelAddsUp(baseline, cases)) &&
    (baseline === null || comparison === null || comparisonAddsUp(comparison, candidate, baseline)) &&
    (passes === null ? repeat.times === 1 : passes.length === repeat.times + 1) &&
    lostSupport <= candidate.unsupported &&
    finding.newFailureIds.length <= (comparison?.newFailures ?? 0) &&
    finding.fixedIds.length <= (comparison?.fixed ?? 0) &&
    finding.stillFailingIds.length <= (comparison?.stillFailing ?? 0) &&
    finding.unanswered.length <= candidate.unanswered + (baseline?.unanswered ?? 0)
  );
}

/** What no rule lets pass or warn: nothing judged, too little, an answer missing, a limit exceeded. */
export function isEarned(finding: BehaviorFinding): boolean {
  const { verdict, candidate, baseline, comparison, limits } = finding;
  if (verdict !== "pass" && verdict !== "warn") return true;
  const judged = baseline === null ? candidate.judged : comparison === null ? 0 : comparedCases(comparison);
  const mostFailing = limits.maxFailureRate ?? (baseline === null ? 0 : 1);
  return (
    judged >= Math.max(1, limits.minimumCases) &&
    candidate.unanswered + (baseline?.unanswered ?? 0) === 0 &&
    (candidate.rate?.value ?? 1) <= mostFailing &&
    (limits.maxNewFailures === null || (comparison?.newFailures ?? 0) <= limits.maxNewFailures)
  );
}

function modelAddsUp(
  { failed, judged, filtered, unsupported, unanswered, rate }: ModelFigures,
  cases: number,
): boolean {
  if (failed > judged || judged + filtered + unsupported + unanswered !== cases) return false;
  return judged === 0 ? rate === null : rate?.value === failed / judged;
}

function comparisonAddsUp(
  comparison: NonNullable<BehaviorFinding["comparison"]>,
  candidate: ModelFigures,
  baseline: ModelFigures,
): boolean {
  const { newFailures, fixed, stillFailing, stillPassing, difference, p, adjustedP } = comparison;
  const compared = comparedCases(comparison);
  return (
    compared > 0 &&
    difference === (newFailures - fixed) / compared &&
    adjustedP >= p &&
    newFailures + stillFailing <= candidate.failed &&
    fixed + stillPassing <= candidate.judged - candidate.failed &&
    fixed + stillFailing <= baseline.failed &&
    newFailures + stillPassing <= baseline.judged - baseline.failed
  );
}

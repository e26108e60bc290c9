import type { Comparison } from "../results/comparison.ts";
import type { Decision, FailureRate } from "../results/decide.ts";
import { passHatK } from "../results/repeat-counts.ts";
import type { ModelCounts } from "../results/tally-record.ts";
import { statedSeverity } from "../suite/stated-severity.ts";
import type { BehaviorFinding, ModelFigures } from "./finding-schema.ts";
import { headlineOf } from "./headline.ts";

/** A finding, from what was decided on a test or a slice of it. */
export function createFinding(decision: Decision): BehaviorFinding {
  const { head, slice, counts, comparison } = decision;
  return {
    id: slice === null ? head.id : `${head.id}[${escapeName(slice.name)}=${slice.value}]`,
    verdict: decision.verdict,
    reasonCode: decision.reasonCode,
    change: decision.change,
    headline: headlineOf(decision),
    test: head.id,
    title: head.title,
    capability: head.capability,
    ...statedSeverity(head),
    kind: head.kind,
    line: head.line,
    slice: slice && { ...slice },
    cases: counts.cases,
    candidate: modelFigures(counts.candidate, decision.candidate),
    baseline: counts.baseline && modelFigures(counts.baseline, decision.baseline),
    comparison: comparison && { ...comparisonFigures(comparison), adjustedP: comparison.adjustedP },
    lostSupport: counts.changes["lost-support"],
    limits: {
      maxFailureRate: head.maxFailureRate,
      maxNewFailures: head.maxNewFailures,
      minimumCases: head.minimumCases,
    },
    repeat: head.repeat,
    passes: counts.passes,
    passHatK: counts.passes && passHatK(counts.passes),
    newFailureIds: counts.newFailureIds,
    fixedIds: counts.fixedIds,
    stillFailingIds: counts.stillFailingIds,
    newExamples: counts.newExamples,
    knownExamples: counts.knownExamples,
    unanswered: counts.unanswered,
    unsupported: counts.unsupported,
  };
}

export function modelFigures(counts: ModelCounts, rate: FailureRate | null): ModelFigures {
  return {
    failed: counts.failed,
    judged: counts.passed + counts.failed,
    filtered: counts.filtered,
    unsupported: counts.unsupported,
    unanswered: counts.unanswered,
    rate: rate && { value: rate.rate, low: rate.interval.low, high: rate.interval.high },
  };
}

/** Field by field, in the order that the file has them. */
export function comparisonFigures(comparison: Comparison) {
  const { newFailures, fixed, stillFailing, stillPassing, difference, interval, clusteredError, p } = comparison;
  const { low, high } = interval;
  return { newFailures, fixed, stillFailing, stillPassing, difference, low, high, clusteredError, p };
}

/** So that no two slices of a test have one id: after the first "=" that no backslash escapes, all is the value. */
function escapeName(name: string): string {
  return name.replaceAll(/[\\=]/g, "\\$&");
}

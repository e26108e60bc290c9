import { type InputFile, type Verdict, type VersionRef, worstVerdict } from "@airworthy/evidence";
import { formatCount, formatCounted, formatInterval, formatPercent, formatSignedPoints } from "@airworthy/report";
import { CONFIDENCE, type Comparison, type Decision, type DecisionRule, decide, type FailureRate } from "./decide.ts";
import type { Plan } from "./plan.ts";
import { type BehaviorFinding, type BehaviorPredicate, MAX_REFERENCE } from "./predicate.ts";
import { titleOf } from "./suite.ts";
import type { ModelCounts, Tally } from "./tally.ts";

/** What surrounds a run: who was tested, by what, when. */
export interface RunContext {
  readonly suiteFile: string;
  readonly candidate: VersionRef;
  readonly baseline: VersionRef | null;
  readonly references: { readonly candidate: string; readonly baseline: string | null };
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedOn: Date;
  readonly finishedOn: Date;
}

/** The evidence of a run: a finding for each test, and the whole's verdict, which is the worst of them. */
export function createBehavior(
  plan: Plan,
  tallies: readonly Tally[],
  rule: DecisionRule,
  context: RunContext,
): BehaviorPredicate {
  const decisions = decide(tallies, rule);
  const findings = decisions.flatMap((decision, index) => {
    const tally = tallies[index];
    return tally === undefined ? [] : [findingOf(tally, decision)];
  });
  const verdict = worstVerdict(findings.map((finding) => finding.verdict));
  return {
    verdict,
    ...summarize(plan, findings, verdict),
    inputs: [...context.inputs],
    tool: { ...context.tool },
    seed: plan.seed,
    startedOn: context.startedOn.toISOString(),
    finishedOn: context.finishedOn.toISOString(),
    volatile: ["startedOn", "finishedOn"],
    suite: { name: plan.suite.name, file: context.suiteFile, cases: plan.cases, texts: plan.texts },
    candidate: context.candidate,
    baseline: context.baseline,
    references: {
      candidate: context.references.candidate.slice(0, MAX_REFERENCE),
      baseline: context.references.baseline?.slice(0, MAX_REFERENCE) ?? null,
    },
    rule: { alpha: rule.alpha, minimumEffect: rule.minimumEffect },
    findings,
  };
}

/** How far a finding is on the bad side, in shares of the cases: the rise of the failure rate, or without a baseline the rate. */
export function severityOf(finding: BehaviorFinding): number {
  // All alike, so that the first in the suite's order stays first: it says what broke, the others only that it had.
  if (finding.verdict === "error") return 1;
  return finding.comparison?.difference ?? finding.candidate.rate?.value ?? 0;
}

function summarize(plan: Plan, findings: readonly BehaviorFinding[], verdict: Verdict) {
  const worst = findings
    .filter((finding) => finding.verdict === verdict)
    .toSorted((a, b) => severityOf(b) - severityOf(a))[0];
  if (worst === undefined) return { reasonCode: "no-tests", headline: "No test was run." };
  if (verdict !== "pass") return { reasonCode: worst.reasonCode, headline: worst.headline };
  const what = `${formatCounted(plan.tests.length, "test")}, ${formatCounted(plan.cases, "case")}`;
  return findings.every((finding) => finding.change === "no-baseline")
    ? { reasonCode: "within-limits", headline: `${what}: all within their limits` }
    : { reasonCode: "no-regression", headline: `${what}: no regression` };
}

function findingOf(tally: Tally, decision: Decision): BehaviorFinding {
  const { test } = tally;
  return {
    id: test.id,
    verdict: decision.verdict,
    reasonCode: decision.reasonCode,
    change: decision.change,
    headline: headlineOf(tally, decision),
    title: titleOf(test),
    capability: test.capability ?? null,
    kind: test.kind,
    cases: tally.cases,
    candidate: modelOf(tally.candidate, decision.candidate),
    baseline: tally.baseline && modelOf(tally.baseline, decision.baseline),
    comparison: decision.comparison && comparisonOf(decision.comparison),
    limits: {
      maxFailureRate: test["max-failure-rate"] ?? null,
      maxNewFailures: test["max-new-failures"] ?? null,
    },
    newFailureIds: [...tally.newFailureIds],
    newExamples: [...tally.newExamples],
    knownExamples: [...tally.knownExamples],
    unanswered: [...tally.unanswered],
  };
}

function modelOf(counts: ModelCounts, rate: FailureRate | null): BehaviorFinding["candidate"] {
  return {
    failed: counts.failed,
    judged: counts.passed + counts.failed,
    filtered: counts.filtered,
    unanswered: counts.unanswered,
    rate: rate && { value: rate.rate, low: rate.interval.low, high: rate.interval.high },
  };
}

function comparisonOf(comparison: Comparison): BehaviorFinding["comparison"] {
  const { interval, ...rest } = comparison;
  return { ...rest, low: interval.low, high: interval.high };
}

function headlineOf(tally: Tally, decision: Decision): string {
  const title = `“${titleOf(tally.test)}”`;
  if (decision.change === "error") {
    const first = tally.unanswered[0];
    const problem = first === undefined ? "" : `: case ${first.case}, ${first.model}: ${first.problem}`;
    return `${title}: ${formatCount(tally.changes.unanswered)} of ${formatCounted(tally.cases, "case")} got no usable answer${problem}`;
  }
  const { candidate, baseline, comparison } = decision;
  if (candidate === null) return `${title}: none of ${formatCounted(tally.cases, "case")} could be judged`;
  const fails = `${title} fails in ${formatPercent(candidate.rate)} of cases`;
  const limit = tally.test["max-failure-rate"] ?? (tally.baseline === null ? 0 : undefined);
  const over = limit !== undefined && candidate.rate > limit ? `; at most ${formatPercent(limit)} is allowed` : "";
  if (comparison === null || baseline === null) return `${fails} (n = ${formatCount(candidate.of)})${over}`;
  const { difference, interval } = comparison;
  const n = comparison.newFailures + comparison.fixed + comparison.stillFailing + comparison.stillPassing;
  const bounds = formatInterval({ ...interval, level: CONFIDENCE }, "rate");
  return `${fails}, was ${formatPercent(baseline.rate)} (${formatSignedPoints(difference)}, ${bounds}, n = ${formatCount(n)})${over}`;
}

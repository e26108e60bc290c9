import { formatCounted, formatNumber, formatPercent } from "@airworthy/report";
import type { BehaviorPredicate } from "../evidence/predicate.ts";
import { flakyCases } from "../results/repeat-counts.ts";
import { latencyQuantile } from "../results/usage-tally.ts";

/** What was run and what a reader should know of it, a few words each. */
export function factsOf(behavior: BehaviorPredicate): string[] {
  const { suite, seed, findings } = behavior;
  const tests = findings.filter(({ slice }) => slice === null);
  return [
    seed === null ? `suite ${suite.name}` : `suite ${suite.name}, seed ${seed}`,
    formatCounted(tests.length, "behaviour test"),
    formatCounted(suite.cases, "case"),
    ...(suite.skipped === 0 ? [] : [`${formatCounted(suite.skipped, "imported case")} left out`]),
    ...supportFact(tests),
    ...flakyFact(tests),
    ...constantFact(behavior.nearConstant),
    ...(behavior.runtimes.candidate === null ? [] : [`computed by ${behavior.runtimes.candidate}`]),
    ...usageFacts(behavior.usage.candidate),
  ];
}

type Findings = BehaviorPredicate["findings"];

function supportFact(tests: Findings): string[] {
  const cases = sum(tests, ({ candidate }) => candidate.unsupported);
  return cases === 0 ? [] : [`${formatCounted(cases, "case")} the candidate was not made for`];
}

function flakyFact(tests: Findings): string[] {
  const cases = sum(tests, ({ passes }) => flakyCases(passes ?? []).flaky);
  const of = sum(tests, ({ passes }) => flakyCases(passes ?? []).of);
  if (of === 0) return [];
  const always = sum(tests, ({ passes }) => passes?.at(-1) ?? 0);
  return [`${formatCounted(cases, "flaky case")}, ${formatPercent(always / of)} pass every time`];
}

function constantFact(nearConstant: BehaviorPredicate["nearConstant"]): string[] {
  if (nearConstant === null) return [];
  return [`“${nearConstant.class}” is said of ${formatPercent(nearConstant.count / nearConstant.of)} of all originals`];
}

function usageFacts(usage: BehaviorPredicate["usage"]["candidate"]): string[] {
  const [middle, high] = [latencyQuantile(usage, 0.5), latencyQuantile(usage, 0.95)];
  const latency = middle === null || high === null ? [] : [`latency p50 ${duration(middle)}, p95 ${duration(high)}`];
  return usage.cost === null ? latency : [...latency, `cost $${formatNumber(usage.cost, 4)}`];
}

/** Two digits are more than a bucket of the histogram knows. */
function duration(milliseconds: number): string {
  const [value, unit] = milliseconds < 1_000 ? [milliseconds, "ms"] : [milliseconds / 1_000, "s"];
  return `${Number(value.toPrecision(2))} ${unit}`;
}

function sum(tests: Findings, count: (finding: Findings[number]) => number): number {
  return tests.reduce((total, finding) => total + count(finding), 0);
}

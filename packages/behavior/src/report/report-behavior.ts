import { type Change, changeWord, type Statement } from "@airworthy/evidence";
import {
  differenceText,
  formatCount,
  formatCounted,
  formatPercent,
  formatValueInterval,
  type ReportRow,
  type ReportSection,
  type Text,
} from "@airworthy/report";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import { findingTitle, severityText } from "../evidence/headline.ts";
import { type BehaviorPredicate, parseBehavior } from "../evidence/predicate.ts";
import { severityOf } from "../evidence/severity.ts";
import { CONFIDENCE, mayBeOfTheseOnly } from "../results/comparison.ts";
import { flakyCases } from "../results/repeat-counts.ts";
import { capabilityFolds } from "./capability-fold.ts";
import { commandOf } from "./command.ts";
import { exampleFolds } from "./example-folds.ts";
import { factsOf } from "./facts.ts";
import { headlineMetrics } from "./headline-metrics.ts";
import { problemFolds } from "./problem-folds.ts";
import { rateTexts } from "./rates.ts";
import { worstExamples } from "./worst-examples.ts";

/** The report's section on behaviour, from its evidence. Throws a UserError where the predicate is not valid. */
export function reportBehavior(statement: Statement): ReportSection {
  const behavior = parseBehavior(statement);
  const { shard, findings } = behavior;
  const section = {
    title: "Behaviour",
    verdict: behavior.verdict,
    headline: behavior.headline,
    candidate: behavior.candidate,
    baseline: behavior.baseline,
    facts: factsOf(behavior),
  };
  if (shard !== null) {
    return { ...section, rows: [shardRow(behavior, shard)], folds: problemFolds(findings), commands: [] };
  }
  return {
    ...section,
    rows: findings.map(rowOf),
    folds: [...capabilityFolds(behavior.capabilities), ...problemFolds(findings), ...exampleFolds(findings)],
    commands: [commandOf(behavior)],
    examples: worstExamples(behavior),
    metrics: headlineMetrics(behavior),
  };
}

/** What single tests did in one part of the cases would be read as a result. */
function shardRow(behavior: BehaviorPredicate, { index, of }: { index: number; of: number }): ReportRow {
  return {
    change: behavior.verdict === "error" ? "error" : "insufficient-evidence",
    verdict: behavior.verdict,
    what: `shard ${index} of ${of}`,
    was: null,
    now: formatCounted(behavior.suite.cases, "case"),
    difference: "",
    reason: behavior.verdict === "error" ? "cases unanswered" : "merge all shards for a verdict",
    severity: 0,
  };
}

function rowOf(finding: BehaviorFinding): ReportRow {
  return {
    change: finding.change,
    verdict: finding.verdict,
    what: `${findingTitle(finding)}${severityText(finding)}, fails`,
    ...rateTexts(finding),
    difference: changeText(finding),
    reason: reasonText(finding),
    severity: severityOf(finding),
  };
}

function changeText({ comparison, candidate }: BehaviorFinding): Text {
  if (comparison !== null) {
    const { difference, low, high } = comparison;
    return differenceText({
      estimate: difference,
      interval: { low, high, level: CONFIDENCE },
      better: "lower",
      unit: "rate",
    });
  }
  if (candidate.rate === null) return "";
  return formatValueInterval({ low: candidate.rate.low, high: candidate.rate.high, level: CONFIDENCE }, "rate");
}

function reasonText(finding: BehaviorFinding): string {
  const say = REASONS.get(finding.reasonCode);
  if (say !== undefined) return say(finding);
  return `${wordFor(finding.change, finding.reasonCode)}${reservation(finding)}`;
}

/** A difference between these cases is what was found; whether it is one between models, few templates cannot tell. */
function reservation({ change, comparison }: BehaviorFinding): string {
  const isCertain = change === "regression" || change === "improvement";
  return isCertain && comparison !== null && mayBeOfTheseOnly(comparison) ? ", perhaps in these cases only" : "";
}

/** Reasons that a figure says better than a word. */
const REASONS: ReadonlyMap<string, (finding: BehaviorFinding) => string> = new Map([
  ["model-error", ({ candidate, baseline }) => unanswered(Math.max(candidate.unanswered, baseline?.unanswered ?? 0))],
  ["no-cases-judged", ({ candidate }) => `no case could be ${candidate.judged === 0 ? "judged" : "compared"}`],
  ["unsupported", ({ candidate }) => `${formatCounted(candidate.unsupported, "case")} unsupported`],
  ["too-few-cases", ({ limits }) => `fewer than ${formatCounted(limits.minimumCases, "case")} judged`],
  ["failure-rate-over-limit", ({ limits }) => `over the limit of ${formatPercent(limits.maxFailureRate ?? 0)}`],
  ["new-failures-over-limit", newFailures],
  ["support-lost", ({ lostSupport }) => `${formatCounted(lostSupport, "case")} no longer supported`],
  ["near-constant-model", () => "means little: the model says the same of nearly everything"],
  ["flaky", ({ passes }) => `flaky: ${formatCounted(flakyCases(passes ?? []).flaky, "case")} pass now and then`],
]);

function unanswered(cases: number): string {
  return `${formatCounted(cases, "case")} unanswered`;
}

function newFailures({ comparison, limits }: BehaviorFinding): string {
  const count = formatCounted(comparison?.newFailures ?? 0, "new failure");
  return `${count}, ${formatCount(limits.maxNewFailures ?? 0)} allowed`;
}

function wordFor(change: Change, reasonCode: string): string {
  const isOwnWord = reasonCode === change || change === "no-baseline";
  return (isOwnWord ? reasonCode : `${changeWord(change)}, ${reasonCode}`).replaceAll("-", " ");
}

import { type InputFile, type VersionRef, worstVerdict } from "@airworthy/evidence";
import { capText, formatCounted } from "@airworthy/report";
import type { Shard } from "../cases/shard-cases.ts";
import { type DecisionRule, decide } from "../results/decide.ts";
import { checkFindings } from "../results/max-findings.ts";
import { findNearConstant } from "../results/near-constant.ts";
import type { Tally } from "../results/tally.ts";
import type { TallyRecord } from "../results/tally-record.ts";
import { type UsageRecord, UsageTally } from "../results/usage-tally.ts";
import type { Plan } from "../suite/plan.ts";
import { summarizeCapabilities } from "./capabilities.ts";
import { createFinding } from "./create-finding.ts";
import type { BehaviorFinding } from "./finding-schema.ts";
import { type BehaviorPredicate, MAX_REFERENCE } from "./predicate.ts";
import { severityOf } from "./severity.ts";
import { openShard, shardSummary } from "./shard-evidence.ts";
import { testLists } from "./test-lists.ts";

/** What surrounds a run: who was tested, by what, when. */
export interface RunContext {
  readonly suiteFile: string;
  /** The suite's file, then the files that its cases were read from. */
  readonly configuration: readonly InputFile[];
  readonly candidate: VersionRef;
  readonly baseline: VersionRef | null;
  readonly references: { readonly candidate: string; readonly baseline: string | null };
  /** What computed the answers, where that is known, such as "onnxruntime-web 1.30.0 on wasm". */
  readonly runtimes: { readonly candidate: string | null; readonly baseline: string | null };
  readonly inputs: readonly InputFile[];
  readonly tool: { readonly name: string; readonly version: string };
  /** Which part of the cases was run; null for all of them. */
  readonly shard: Shard | null;
  readonly startedOn: Date;
  readonly finishedOn: Date;
}

/**
 * The evidence of a run: a finding for each test and each slice, and the whole's verdict, which is the worst of them. Of
 * one shard of a run the evidence holds the tallies, for `mergeBehavior`, and decides nothing.
 */
export function createBehavior(
  plan: Pick<Plan, "name" | "seed" | "skipped">,
  tallies: readonly Tally[],
  rule: DecisionRule,
  context: RunContext,
): BehaviorPredicate {
  return assembleBehavior({
    records: tallies.map((tally) => tally.toRecord()),
    usage: usageOf(tallies),
    rule,
    seed: plan.seed,
    suite: { name: plan.name, file: context.suiteFile, skipped: plan.skipped.length },
    configuration: context.configuration.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    inputs: [...context.inputs],
    tool: { ...context.tool },
    candidate: context.candidate,
    baseline: context.baseline,
    references: {
      candidate: capText(context.references.candidate, MAX_REFERENCE),
      baseline: context.references.baseline && capText(context.references.baseline, MAX_REFERENCE),
    },
    runtimes: { ...context.runtimes },
    shard: context.shard,
    startedOn: context.startedOn.toISOString(),
    finishedOn: context.finishedOn.toISOString(),
  });
}

type Kept =
  | "configuration"
  | "inputs"
  | "tool"
  | "candidate"
  | "baseline"
  | "references"
  | "runtimes"
  | "startedOn"
  | "finishedOn";

/** What evidence is made of, be it from a run or from the shards of one. */
export interface Parts extends Pick<BehaviorPredicate, Kept | "seed" | "usage"> {
  readonly records: readonly TallyRecord[];
  readonly rule: DecisionRule;
  readonly suite: Pick<BehaviorPredicate["suite"], "name" | "file" | "skipped">;
  readonly shard: Shard | null;
}

/** Throws a UserError where tests and slices make more findings than evidence holds. */
export function assembleBehavior(parts: Parts): BehaviorPredicate {
  const { records, rule, shard, suite } = parts;
  const decided = decide(records, rule);
  checkFindings(decided.length);
  const findings = (shard === null ? decided : decided.map((decision) => openShard(decision, shard))).map(
    createFinding,
  );
  const verdict = worstVerdict(findings.map((finding) => finding.verdict));
  const cases = records.reduce((sum, { whole }) => sum + whole.cases, 0);
  const inputs = records.reduce((sum, record) => sum + record.inputs, 0);
  const shown = shard !== null && verdict !== "error" ? shardSummary(shard, cases) : summarize(findings, cases);
  return {
    ...testLists({ verdict, findings }),
    configuration: parts.configuration,
    verdict,
    ...shown,
    inputs: parts.inputs,
    tool: parts.tool,
    seed: parts.seed,
    startedOn: parts.startedOn,
    finishedOn: parts.finishedOn,
    volatile: ["startedOn", "finishedOn", "usage"],
    suite: { name: suite.name, file: suite.file, cases, inputs, skipped: suite.skipped },
    candidate: parts.candidate,
    baseline: parts.baseline,
    references: parts.references,
    runtimes: parts.runtimes,
    rule: { alpha: rule.alpha, minimumEffect: rule.minimumEffect },
    shard: shard && { index: shard.index, of: shard.of, tallies: [...records] },
    nearConstant: shard === null ? findNearConstant(records) : null,
    capabilities: summarizeCapabilities(records, findings),
    findings,
    usage: parts.usage,
  };
}

/** What several parts took together. */
export function sumUsage(records: readonly UsageRecord[]): BehaviorPredicate["usage"]["candidate"] {
  const sum = new UsageTally();
  for (const record of records) sum.absorb(record);
  const { latency, ...rest } = sum.toRecord();
  return { latency: latency.map(([bucket, answers]) => [bucket, answers]), ...rest };
}

function usageOf(tallies: readonly Tally[]): BehaviorPredicate["usage"] {
  const baselines = tallies.flatMap(({ usage }) => (usage.baseline === null ? [] : [usage.baseline.toRecord()]));
  return {
    candidate: sumUsage(tallies.map(({ usage }) => usage.candidate.toRecord())),
    baseline: baselines.length === 0 ? null : sumUsage(baselines),
  };
}

function summarize(findings: readonly BehaviorFinding[], cases: number) {
  const verdict = worstVerdict(findings.map((finding) => finding.verdict));
  const worst = findings
    .filter((finding) => finding.verdict === verdict)
    .toSorted((a, b) => severityOf(b) - severityOf(a))[0];
  if (worst === undefined) return { reasonCode: "no-tests", headline: "No test was run" };
  if (verdict !== "pass") return { reasonCode: worst.reasonCode, headline: worst.headline };
  const tests = findings.filter(({ slice }) => slice === null).length;
  const what = `${formatCounted(tests, "test")}, ${formatCounted(cases, "case")}`;
  return findings.every((finding) => finding.change === "no-baseline")
    ? { reasonCode: "within-limits", headline: `${what}: all within their limits` }
    : { reasonCode: "no-regression", headline: `${what}: no regression` };
}

import type { Verdict } from "@airworthy/evidence";
import type { BehaviorFinding } from "../evidence/finding-schema.ts";
import { findingTitle } from "../evidence/headline.ts";
import type { BehaviorPredicate } from "../evidence/predicate.ts";
import { flakyCases } from "../results/repeat-counts.ts";
import { statedSeverity } from "../suite/stated-severity.ts";
import { failureText } from "./failure-text.ts";

/** https://github.com/ctrf-io/ctrf/blob/main/spec/ctrf.md */
const SPEC_VERSION = "1.0.0";

/** What could not be decided was run, and neither passed nor failed. */
const STATUSES = {
  pass: "passed",
  warn: "passed",
  inconclusive: "other",
  fail: "failed",
  error: "failed",
} as const satisfies Record<Verdict, string>;

/** The findings as a Common Test Report Format report: JSON, a test a finding, a line feed at the end. */
export function toCtrf(behavior: BehaviorPredicate): string {
  const { findings, suite, tool, shard } = behavior;
  const [start, stop] = [Date.parse(behavior.startedOn), Date.parse(behavior.finishedOn)];
  const count = (status: string) => findings.filter(({ verdict }) => STATUSES[verdict] === status).length;
  const report = {
    reportFormat: "CTRF",
    specVersion: SPEC_VERSION,
    timestamp: behavior.finishedOn,
    generatedBy: `${tool.name} ${tool.version}`,
    results: {
      tool: { name: tool.name, version: tool.version },
      summary: {
        tests: findings.length,
        passed: count("passed"),
        failed: count("failed"),
        skipped: 0,
        pending: 0,
        other: count("other"),
        start,
        stop,
        duration: Math.max(0, stop - start),
      },
      tests: findings.map((finding) => testOf(suite, finding)),
      environment: {
        appName: behavior.candidate.name,
        ...(behavior.candidate.version === null ? {} : { appVersion: behavior.candidate.version }),
        ...(shard === null ? {} : { shardId: `${shard.index}/${shard.of}` }),
        extra: {
          candidate: behavior.candidate.sha256,
          baseline: behavior.baseline?.sha256 ?? null,
          seed: behavior.seed,
        },
      },
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function testOf(suite: BehaviorPredicate["suite"], finding: BehaviorFinding) {
  const { capability, line, verdict, passes } = finding;
  const failed = verdict === "fail" || verdict === "error";
  const title = findingTitle(finding);
  return {
    testId: `${suite.name}::${finding.id}`,
    // A title may be empty, a CTRF name may not.
    name: title === "" ? finding.id : title,
    status: STATUSES[verdict],
    rawStatus: verdict,
    // A finding has no time of its own: its cases were put to the model among others'.
    duration: 0,
    suite: capability === null ? [suite.name] : [suite.name, capability],
    ...(verdict === "pass" ? {} : { message: finding.headline }),
    ...(failed ? { trace: failureText(finding) } : {}),
    ...(line === null ? {} : { line }),
    filePath: suite.file,
    type: finding.kind,
    ...(passes === null ? {} : { flaky: flakyCases(passes).flaky > 0 && !failed }),
    extra: {
      reason: finding.reasonCode,
      change: finding.change,
      ...statedSeverity(finding),
      cases: finding.cases,
      candidate: finding.candidate,
      baseline: finding.baseline,
      comparison: finding.comparison,
      passHatK: finding.passHatK,
    },
  };
}

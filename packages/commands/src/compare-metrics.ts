import { defineCommand, type Ports } from "@airworthy/runtime";
import { compareFiles, isMetricFile } from "./compare-metrics/compare-files.ts";
import { compareTables } from "./compare-metrics/compare-tables.ts";
import {
  checkMetricsJson,
  comparisonOutcome,
  OUTPUTS,
  writeMetricsJson,
} from "./compare-metrics/comparison-outcome.ts";
import { INPUTS } from "./compare-metrics/inputs.ts";
import { type FoundBaseline, openBaseline } from "./compare-metrics/open-baseline.ts";
import { readMetricLines, readWaivers } from "./compare-metrics/policy.ts";
import { resolvePackage } from "./subject.ts";
import { readVersions } from "./version-inputs.ts";

export const compareMetrics = defineCommand({
  name: "compare-metrics",
  summary: "Compare a candidate's metrics with the baseline's, with statistics.",
  permissions: [
    { scope: "actions", access: "read", reason: "With `baseline: merge-base`: reads the artifacts of earlier runs." },
    { scope: "pull-requests", access: "read", reason: "With `baseline: merge-base`: finds what a squash merged." },
    { scope: "contents", access: "read", reason: "Reads the history, and the waivers and metrics of the base commit." },
  ],
  triggers: ["pull_request", "push", "workflow_dispatch", "schedule"],
  writesEvidence: true,
  inputs: INPUTS,
  outputs: OUTPUTS,
  async run(inputs, ports) {
    const startedOn = ports.now();
    const versions = readVersions(inputs);
    checkMetricsJson(inputs, ports);
    // Its package first: a wrong path should not cost the reading of a table.
    const { package: reference } = versions.candidate;
    const known = reference === undefined ? null : await resolvePackage(reference, ports.cwd);
    const lines = await readMetricLines(inputs, ports);
    const waivers = await readWaivers(inputs, ports);
    const baseline = await ports.log.group("Find the baseline", () => openBaseline(inputs, versions.baseline, ports));
    try {
      tell(baseline, ports);
      const compare = isMetricFile(inputs.candidate) ? compareFiles : compareTables;
      const given = { candidate: versions.candidate, package: known, baseline, lines: lines.says };
      const policies = [...lines.read, ...waivers.read];
      const started = { startedOn, waivers: waivers.says, policies, now: ports.now };
      const statement = await compare(given, inputs, started, ports);
      await writeMetricsJson(statement.predicate, inputs["metrics-json"], ports);
      return comparisonOutcome(statement, inputs);
    } finally {
      if (baseline.kind === "found") await baseline.baseline[Symbol.asyncDispose]();
    }
  },
});

function tell(found: FoundBaseline, { log }: Ports): void {
  if (found.kind === "none" && found.reason !== null) log.warn(`There is no baseline: ${found.reason}`);
}

import { worstVerdict } from "@airworthy/evidence";
import { wilsonInterval } from "@airworthy/stats";
import { CONFIDENCE, compareModels } from "../results/comparison.ts";
import type { CaseTallyRecord, ModelCounts, TallyRecord } from "../results/tally-record.ts";
import { comparisonFigures, modelFigures } from "./create-finding.ts";
import type { BehaviorFinding, CapabilitySummary, ModelFigures } from "./finding-schema.ts";

/** A summary of each capability that a test names, in the order in which they first appear. */
export function summarizeCapabilities(
  tallies: readonly TallyRecord[],
  findings: readonly BehaviorFinding[],
): CapabilitySummary[] {
  const byName = new Map<string, CaseTallyRecord[]>();
  for (const { head, whole } of tallies) {
    if (head.capability === null) continue;
    const known = byName.get(head.capability);
    if (known === undefined) byName.set(head.capability, [whole]);
    else known.push(whole);
  }
  return [...byName].map(([name, wholes]) => summarize(name, wholes, findings));
}

function summarize(
  name: string,
  wholes: readonly CaseTallyRecord[],
  findings: readonly BehaviorFinding[],
): CapabilitySummary {
  const baselines = wholes.flatMap(({ baseline }) => (baseline === null ? [] : [baseline]));
  const comparison = baselines.length === 0 ? null : compareModels(wholes);
  const own = findings.filter(({ capability }) => capability === name);
  return {
    name,
    verdict: worstVerdict(own.map(({ verdict }) => verdict)),
    tests: wholes.length,
    candidate: figuresOf(wholes.map(({ candidate }) => candidate)),
    baseline: baselines.length === 0 ? null : figuresOf(baselines),
    comparison: comparison && comparisonFigures(comparison),
  };
}

function figuresOf(all: readonly ModelCounts[]): ModelFigures {
  const sum = (name: keyof ModelCounts) => all.reduce((total, counts) => total + counts[name], 0);
  const counts = {
    passed: sum("passed"),
    failed: sum("failed"),
    filtered: sum("filtered"),
    unsupported: sum("unsupported"),
    unanswered: sum("unanswered"),
  };
  const { failed } = counts;
  const of = counts.passed + failed;
  const interval = wilsonInterval(failed, of, CONFIDENCE);
  return modelFigures(counts, of === 0 ? null : { failed, of, rate: failed / of, interval });
}

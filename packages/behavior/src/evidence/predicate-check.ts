import { canonicalJson } from "@airworthy/evidence";
import type { TallyRecord } from "../results/tally-record.ts";
import type { BehaviorFinding } from "./finding-schema.ts";

/** What of a run's evidence must be of the same cases. */
interface Told {
  readonly suite: { readonly cases: number; readonly inputs: number };
  /** Null without one. */
  readonly baseline: object | null;
  readonly findings: readonly BehaviorFinding[];
  readonly shard: { readonly tallies: readonly TallyRecord[] } | null;
}

/** Whether the findings are of the suite's cases, under the models that the evidence names, and no two of one id. */
export function findingsAddUp({ suite, baseline, findings }: Told): boolean {
  const cases = findings.reduce((sum, finding) => sum + (finding.slice === null ? finding.cases : 0), 0);
  return (
    cases === suite.cases &&
    new Set(findings.map(({ id }) => id)).size === findings.length &&
    findings.every((finding) => (finding.baseline === null) === (baseline === null))
  );
}

/** Whether a shard's tallies are those of its findings; true of a whole run, which has none. */
export function talliesAddUp({ suite, baseline, findings, shard }: Told): boolean {
  if (shard === null) return true;
  const tallied = shard.tallies.flatMap(({ head, whole, slices }) => [
    [head.id, null, whole.cases],
    ...slices.map(({ name, value, tally }) => [head.id, { name, value }, tally.cases]),
  ]);
  const found = findings.map(({ test, slice, cases }) => [test, slice, cases]);
  return (
    canonicalJson(tallied) === canonicalJson(found) &&
    shard.tallies.every(({ whole }) => (whole.baseline === null) === (baseline === null)) &&
    shard.tallies.reduce((sum, { inputs }) => sum + inputs, 0) === suite.inputs
  );
}

import type { SiteEvidence, SiteRun } from "./input.ts";

/**
 * What still holds of a version: of each kind of evidence what the newest run of it wrote, and what no run is known to
 * have written. A test that was repeated speaks once; a rollout's first analysis does not take the tests' place.
 * `deciding` are those of the runs that speak for the version, newest first: what the others wrote counts for nothing.
 */
export function currentEvidence(
  runs: readonly SiteRun[],
  deciding: readonly SiteRun[],
  evidence: readonly SiteEvidence[],
): readonly SiteEvidence[] {
  const recorded = new Set(runs.flatMap((run) => run.evidence.map(({ sha256 }) => sha256)));
  const newest = new Map<string, SiteRun>();
  for (const run of deciding) {
    for (const { type } of run.evidence) if (!newest.has(type)) newest.set(type, run);
  }
  const standing = new Set([...newest].flatMap(([type, run]) => digestsOf(run, type)));
  return evidence.filter(({ sha256 }) => standing.has(sha256) || !recorded.has(sha256));
}

function digestsOf(run: SiteRun, type: string): readonly string[] {
  return run.evidence.filter((one) => one.type === type).map(({ sha256 }) => sha256);
}

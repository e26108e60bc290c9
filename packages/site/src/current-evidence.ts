import type { SiteEvidence, SiteRun } from "./input.ts";

/**
 * What still holds of a version: of each kind of evidence what the newest run of it wrote, and what no run is known to
 * have written. A test that was repeated speaks once; a rollout's first analysis does not take the tests' place.
 * `runs` are newest first.
 */
export function currentEvidence(runs: readonly SiteRun[], evidence: readonly SiteEvidence[]): readonly SiteEvidence[] {
  const newest = new Map<string, SiteRun>();
  const recorded = new Set<string>();
  for (const run of runs) {
    for (const { type, sha256 } of run.evidence) {
      if (!newest.has(type)) newest.set(type, run);
      recorded.add(sha256);
    }
  }
  const standing = new Set([...newest].flatMap(([type, run]) => digestsOf(run, type)));
  return evidence.filter(({ sha256 }) => standing.has(sha256) || !recorded.has(sha256));
}

function digestsOf(run: SiteRun, type: string): readonly string[] {
  return run.evidence.filter((one) => one.type === type).map(({ sha256 }) => sha256);
}

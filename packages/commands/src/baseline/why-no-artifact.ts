import type { ArtifactListing } from "@airworthy/github";
import { formatCounted } from "@airworthy/report";
import { type Candidates, shortSha } from "./find-candidates.ts";

/** What was seen of artifacts, none of which would do. */
export interface SeenArtifacts {
  readonly name: string;
  readonly listing: ArtifactListing;
  /** Of the right commits, but of runs that examined something else. */
  readonly astray: number;
}

/** What was looked for in vain: which commits, which artifact, and what became of those of that name. */
export function whyNoArtifact({ commits, start }: Candidates, seen: SeenArtifacts): string {
  const [first, ...others] = commits;
  if (first === undefined) return `there is no commit before ${start}: nothing to compare with`;
  const last = others.at(-1);
  const more = last === undefined ? "" : ` or the ${others.length} before it, to ${shortSha(last.sha)},`;
  const looked = `no run of ${start}, ${shortSha(first.sha)},${more} left the artifact ${JSON.stringify(seen.name)}`;
  return `${looked}; ${describe(seen)}`;
}

function describe({ listing: { artifacts, isCut }, astray }: SeenArtifacts): string {
  if (artifacts.length === 0) return "no artifact of that name seen";
  const counts = [
    [artifacts.filter(({ expired }) => expired).length, "expired"],
    [artifacts.filter(({ fromFork }) => fromFork).length, "of forks, which do not count"],
    [astray, "of runs that a comment or another workflow started, which do not count"],
  ] as const;
  const notes = counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  const all = isCut ? [...notes, "older ones were not looked at"] : notes;
  return `${formatCounted(artifacts.length, "artifact")} of that name seen${all.length > 0 ? ` (${all.join("; ")})` : ""}`;
}

import type { Ancestor } from "@airworthy/git";
import { pullsMergedAs, type RecordedArtifact, readRunEvent } from "@airworthy/github";
import { shortSha } from "./find-candidates.ts";
import type { Remote } from "./world.ts";

/** An artifact that stands for a commit. */
export interface NearestArtifact {
  readonly artifact: RecordedArtifact;
  readonly commit: Ancestor;
  /** How many commits come between it and the first candidate. */
  readonly distance: number;
  readonly note: string | null;
}

/** What was found, and how many artifacts were passed over because their runs examined something else. */
export interface ArtifactSearch {
  readonly nearest: NearestArtifact | null;
  readonly astray: number;
}

/**
 * The events whose runs examine the commit that they are recorded with. Those of comments, of other workflows' ends and of
 * dispatches from outside are recorded with the default branch's tip, and may well examine a pull request, a fork's even:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const OF_THEIR_COMMIT: readonly string[] = [
  "push",
  "pull_request",
  "merge_group",
  "schedule",
  "workflow_dispatch",
  "release",
];

/**
 * The newest artifact of the nearest commit: of the commit's own runs, or of the pull request that was merged as it, since
 * a squash leaves the commits of that out of the history. What has expired, and what a fork's run made, which could be made
 * up, counts for nothing. `artifacts` are newest first, `commits` nearest first.
 */
export async function findNearestArtifact(
  remote: Remote,
  commits: readonly Ancestor[],
  artifacts: readonly RecordedArtifact[],
): Promise<ArtifactSearch> {
  const usable = artifacts.filter(({ run, expired, fromFork }) => run !== null && !expired && !fromFork);
  let astray = 0;

  async function newestOf(sha: string): Promise<RecordedArtifact | null> {
    for (const artifact of usable) {
      if (artifact.run?.headSha !== sha) continue;
      const event = await readRunEvent(remote.client, remote.repository, artifact.run.id);
      if (OF_THEIR_COMMIT.includes(event)) return artifact;
      astray++;
    }
    return null;
  }

  // Without any artifact, GitHub need not be asked for the pull request of every commit.
  for (const [distance, commit] of usable.length === 0 ? [] : commits.entries()) {
    const own = await newestOf(commit.sha);
    if (own !== null) return { nearest: { artifact: own, commit, distance, note: null }, astray };
    for (const { number, headSha } of await pullsMergedAs(remote.client, remote.repository, commit.sha)) {
      const artifact = await newestOf(headSha);
      const note = `from pull request #${number}, merged as ${shortSha(commit.sha)}`;
      if (artifact !== null) return { nearest: { artifact, commit, distance, note }, astray };
    }
  }
  return { nearest: null, astray };
}

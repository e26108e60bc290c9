import { UserError } from "@airworthy/evidence";
import { explained } from "../artifact-service.ts";
import { type ArtifactEntry, type ArtifactStore, storeBy } from "../artifact-store.ts";
import type { GitHubClient } from "../client.ts";
import { ARTIFACT_LIMITS, type DownloadedFile, downloadFrom, matches } from "../download.ts";
import type { Repository } from "../event.ts";
import { type CommitRun, runsOfCommit } from "./runs-of-commit.ts";

/** Which artifacts: of all runs of a repository's own on a commit. */
export interface CommitArtifacts {
  /** Artifact names; an asterisk stands for any characters. */
  readonly pattern: string;
  readonly commit: string;
  readonly client: GitHubClient;
  readonly repository: Repository;
}

/** Each is asked for its artifacts. */
const MOST_RUNS = 100;

/**
 * Downloads the JSON files of the artifacts that runs on a commit left: those of the repository itself, since whoever proposes
 * a change from a fork could have made them up. As `downloadArtifacts` trusts nothing in them and has its limits; none where
 * there is no such artifact. Takes `actions: read`. Throws a UserError, as that does.
 */
export async function downloadArtifactsOf(source: CommitArtifacts): Promise<DownloadedFile[]> {
  const { client, repository, commit, pattern } = source;
  const { owner, repo } = repository;
  const runs = (await runsOfCommit(client, repository, commit)).filter((run) => run.repository === `${owner}/${repo}`);
  if (runs.length > MOST_RUNS) {
    throw new UserError(`${commit} has ${runs.length} runs of workflows; the artifacts of ${MOST_RUNS} are looked at`);
  }
  const what = `The artifacts ${JSON.stringify(pattern)} of ${commit} could not be downloaded`;
  return await explained(what, downloadAll(source, runs));
}

async function downloadAll(
  { pattern, client, repository }: CommitArtifacts,
  runs: readonly CommitRun[],
): Promise<DownloadedFile[]> {
  const { owner, repo } = repository;
  const files: ArtifactEntry[] = [];
  // An artifact's number says which it is, whatever run left it: one store saves those of all.
  let store: ArtifactStore | null = null;
  for (const { id } of runs) {
    store = storeBy(client, { id, owner, repo }, ARTIFACT_LIMITS.archiveBytes);
    files.push(...(await store.list()).filter(({ name }) => matches(name, pattern)));
  }
  if (store === null || files.length === 0) return [];
  const { save } = store;
  return await downloadFrom({ list: async () => files, save }, pattern);
}

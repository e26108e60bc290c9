import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { numberSchema } from "./identifiers.ts";

/** An artifact of any run of a repository. */
export interface RecordedArtifact {
  /** Grows from artifact to artifact, so that of several the newest can be told. */
  readonly id: number;
  readonly name: string;
  /** Packed. */
  readonly bytes: number;
  readonly expired: boolean;
  /** The run that made it; null where GitHub does not say. */
  readonly run: { readonly id: number; readonly headSha: string } | null;
  /** Whether that run examined the code of another repository: whoever proposes a change could have made it up. */
  readonly fromFork: boolean;
}

export interface ArtifactListing {
  /** Newest first. */
  readonly artifacts: readonly RecordedArtifact[];
  /** Whether there are older ones that were not looked at. */
  readonly isCut: boolean;
}

const LIST = "GET /repos/{owner}/{repo}/actions/artifacts";
const PAGE_SIZE = 100;
/** A thousand runs are more than twenty commits of any branch have behind them. */
const MOST_PAGES = 10;

const artifactSchema = v.object({
  id: numberSchema,
  name: v.string(),
  size_in_bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  expired: v.boolean(),
  workflow_run: v.nullish(
    v.object({
      id: v.nullish(numberSchema),
      repository_id: v.nullish(numberSchema),
      head_repository_id: v.nullish(numberSchema),
      head_sha: v.nullish(v.string()),
    }),
  ),
});
const pageSchema = v.object({
  total_count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifacts: v.array(artifactSchema),
});

/** The artifacts of a name, over all runs of a repository: the newest thousand. Throws a GitHubProblem. */
export async function listArtifacts(
  client: GitHubClient,
  { owner, repo }: Repository,
  name: string,
): Promise<ArtifactListing> {
  const found = new Map<number, RecordedArtifact>();
  for (let page = 1; ; page++) {
    const parameters = { owner, repo, name, per_page: PAGE_SIZE, page };
    const answer = await client.request({ route: LIST, parameters, needs: "actions: read" });
    const { total_count: total, artifacts } = checkShape(pageSchema, answer, `GitHub's answer to ${LIST}`);
    for (const artifact of artifacts) if (artifact.name === name) found.set(artifact.id, recordOf(artifact));
    const isLast = artifacts.length === 0 || page * PAGE_SIZE >= total;
    if (!isLast && page < MOST_PAGES) continue;
    return { artifacts: [...found.values()].sort((a, b) => b.id - a.id), isCut: !isLast };
  }
}

function recordOf(artifact: v.InferOutput<typeof artifactSchema>): RecordedArtifact {
  const { id, name, size_in_bytes: bytes, expired, workflow_run: run } = artifact;
  // What GitHub does not say counts as foreign.
  const isOwn = typeof run?.repository_id === "number" && run.repository_id === run.head_repository_id;
  const known = run?.id && run.head_sha ? { id: run.id, headSha: run.head_sha } : null;
  return { id, name, bytes, expired, run: known, fromFork: !isOwn };
}

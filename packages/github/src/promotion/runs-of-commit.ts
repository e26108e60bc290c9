import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { numberSchema, shaSchema } from "../identifiers.ts";
import { timeSchema } from "./time.ts";

/** A run of a workflow on a commit. */
export interface CommitRun {
  readonly id: number;
  /** Where the commit was the tip; null where GitHub no longer knows it. */
  readonly branch: string | null;
  /** Such as "owner/name": a fork's where that brought the commit; null where it was deleted. */
  readonly repository: string | null;
  /** When it was made, by GitHub's clock; a run that is run again keeps it. */
  readonly createdAt: string;
}

const LIST = "GET /repos/{owner}/{repo}/actions/runs";
const PAGE_SIZE = 100;
/** "This endpoint will return up to 1,000 results for each search": docs.github.com/en/rest/actions/workflow-runs */
const MOST_PAGES = 10;

const pageSchema = v.object({
  total_count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  workflow_runs: v.array(
    v.object({
      id: numberSchema,
      head_sha: shaSchema,
      head_branch: v.nullish(v.string()),
      head_repository: v.nullish(v.object({ full_name: v.string() })),
      created_at: timeSchema,
    }),
  ),
});

/**
 * The runs of workflows on a commit, of all branches and forks, the newest first. Takes `actions: read`. Throws a UserError
 * for more than 1,000, of which GitHub does not list all, and a GitHubProblem.
 */
export async function runsOfCommit(
  client: GitHubClient,
  { owner, repo }: Repository,
  commit: string,
): Promise<readonly CommitRun[]> {
  const found = new Map<number, CommitRun>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const parameters = { owner, repo, head_sha: commit, per_page: PAGE_SIZE, page };
    const answer = await client.request({ route: LIST, parameters, needs: "actions: read" });
    const { total_count: total, workflow_runs: runs } = checkShape(pageSchema, answer, `GitHub's answer to ${LIST}`);
    for (const { id, head_sha: sha, head_branch: branch, head_repository: from, created_at: createdAt } of runs) {
      if (sha === commit) found.set(id, { id, branch: branch ?? null, repository: from?.full_name ?? null, createdAt });
    }
    if (runs.length === 0 || page * PAGE_SIZE >= total) return [...found.values()].sort((a, b) => b.id - a.id);
  }
  throw new UserError(`${commit} has more than ${PAGE_SIZE * MOST_PAGES} runs of workflows: not all are looked at`);
}

import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { numberSchema, shaSchema } from "./identifiers.ts";

/** A pull request that was merged. */
export interface MergedPull {
  readonly number: number;
  /** The last commit of its branch, which a squash leaves out of the base branch's history. */
  readonly headSha: string;
}

const LIST = "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls";

const pullSchema = v.object({
  number: numberSchema,
  merged_at: v.nullish(v.string()),
  merge_commit_sha: v.nullish(v.string()),
  head: v.object({ sha: shaSchema }),
});

/** The pull requests that were merged, or squashed, as exactly this commit. Throws a GitHubProblem. */
export async function pullsMergedAs(
  client: GitHubClient,
  { owner, repo }: Repository,
  sha: string,
): Promise<readonly MergedPull[]> {
  const parameters = { owner, repo, commit_sha: sha };
  const pulls: MergedPull[] = [];
  for await (const item of client.list({ route: LIST, parameters, needs: "pull-requests: read" })) {
    const { number, merged_at, merge_commit_sha, head } = checkShape(pullSchema, item, `GitHub's answer to ${LIST}`);
    // Of an open pull request this is the commit of a trial merge.
    if (merged_at && merge_commit_sha === sha) pulls.push({ number, headSha: head.sha });
  }
  return pulls;
}

import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { shaSchema } from "../identifiers.ts";
import { GitHubProblem } from "../problem.ts";

const READ = "GET /repos/{owner}/{repo}/git/commits/{commit_sha}";

const answerSchema = v.object({ parents: v.array(v.object({ sha: shaSchema })) });

/**
 * What a head was merged into by a commit: what GitHub checks out for a pull request is a trial merge of its head into its base. The
 * SHA of what was merged into; null for a commit that merges no such head, and for one that GitHub no longer has. Takes
 * `contents: read`. Throws a GitHubProblem.
 */
export async function mergedInto(
  client: GitHubClient,
  { owner, repo }: Repository,
  { merge, head }: { readonly merge: string; readonly head: string },
): Promise<string | null> {
  try {
    const parameters = { owner, repo, commit_sha: merge };
    const answer = await client.request({ route: READ, parameters, needs: "contents: read" });
    const { parents } = checkShape(answerSchema, answer, `GitHub's answer to ${READ}`);
    // The base comes first, what was merged into it second.
    const [base, merged, ...more] = parents;
    return base !== undefined && merged?.sha === head && more.length === 0 ? base.sha : null;
  } catch (error) {
    if (error instanceof GitHubProblem && error.kind === "not-found") return null;
    throw error;
  }
}

import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { numberSchema } from "../identifiers.ts";

/** https://docs.github.com/en/rest/reactions/reactions#about-reactions */
export const REACTIONS = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"] as const;

export type ReactionContent = (typeof REACTIONS)[number];

const CREATE = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
const answerSchema = v.object({ id: numberSchema });

/**
 * Reacts to a comment of an issue or a pull request; once, however often it is asked for. Takes `issues: write`, of a
 * pull request's comment `pull-requests: write` instead. Throws a GitHubProblem.
 */
export async function react(
  client: GitHubClient,
  { owner, repo }: Repository,
  commentId: number,
  content: ReactionContent,
): Promise<void> {
  const parameters = { owner, repo, comment_id: commentId, content };
  // The same reaction of the same account is answered 200 and not made again.
  const answer = await client.request({ route: CREATE, parameters, needs: "issues: write", repeatable: true });
  checkShape(answerSchema, answer, `GitHub's answer to ${CREATE}`);
}

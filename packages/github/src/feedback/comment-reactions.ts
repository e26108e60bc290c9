import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { numberSchema } from "../identifiers.ts";
import { type Author, authorOf, userSchema } from "../promotion/author.ts";
import { type CappedList, listCapped } from "../promotion/capped-list.ts";
import { timeSchema } from "../promotion/time.ts";

/** How somebody reacted to a comment. */
export interface Reaction {
  readonly id: number;
  /** Such as "+1" and "-1"; GitHub may have new ones. */
  readonly content: string;
  /** Null where the account was deleted. */
  readonly author: Author | null;
  readonly createdAt: string;
}

const LIST = "GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
/** Ten pages. */
const MOST_REACTIONS = 1_000;

const reactionSchema = v.object({
  id: numberSchema,
  content: v.string(),
  user: userSchema,
  created_at: timeSchema,
});

/**
 * The first thousand reactions to a comment. Takes `issues: read`, of a pull request's comment `pull-requests: read`
 * instead. Throws a GitHubProblem.
 */
export async function listReactions(
  client: GitHubClient,
  { owner, repo }: Repository,
  commentId: number,
): Promise<CappedList<Reaction>> {
  const request = { route: LIST, parameters: { owner, repo, comment_id: commentId }, needs: "issues: read" };
  const { items, isCut } = await listCapped(client, request, reactionSchema, MOST_REACTIONS);
  const reactions = items.map(({ id, content, user, created_at: createdAt }) => {
    return { id, content, author: authorOf(user), createdAt };
  });
  return { items: reactions, isCut };
}

import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { splitMarker } from "../marker.ts";
import { type CappedList, listCapped } from "../promotion/capped-list.ts";
import { type IssueComment, issueCommentOf, issueCommentSchema } from "../promotion/issue-comment.ts";

/** A comment of any issue or pull request. */
export interface RepositoryComment extends IssueComment {
  /** Whether it is a report of ours: a bot wrote it, and it ends as ours do. */
  readonly isReport: boolean;
  /** How many reacted to it; null where GitHub does not say. */
  readonly reactions: number | null;
}

const LIST = "GET /repos/{owner}/{repo}/issues/comments";
/** A hundred pages, of the thousand requests that a job's token has an hour. */
const MOST_COMMENTS = 10_000;

const schema = v.object({
  ...issueCommentSchema.entries,
  reactions: v.nullish(v.object({ total_count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })),
});

/**
 * The newest 10,000 comments of all issues and pull requests, newest first. Takes `issues: read` or `pull-requests: read`;
 * each of them shows all. Throws a GitHubProblem.
 */
export async function listRepositoryComments(
  client: GitHubClient,
  { owner, repo }: Repository,
): Promise<CappedList<RepositoryComment>> {
  const parameters = { owner, repo, sort: "created", direction: "desc" };
  const request = { route: LIST, parameters, needs: "issues: read" };
  const { items, isCut } = await listCapped(client, request, schema, MOST_COMMENTS);
  return { items: items.map(commentOf), isCut };
}

function commentOf(answer: v.InferOutput<typeof schema>): RepositoryComment {
  const comment = issueCommentOf(answer);
  return {
    ...comment,
    isReport: comment.author?.type === "Bot" && splitMarker(comment.body) !== null,
    reactions: answer.reactions?.total_count ?? null,
  };
}

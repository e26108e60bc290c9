import { checkShape, UserError } from "@airworthy/evidence";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { splitMarker } from "../marker.ts";
import { type IssueComment, issueCommentOf, issueCommentSchema } from "./issue-comment.ts";

/** A comment, and whether it ends as what we say does. */
export interface ReadComment extends IssueComment {
  readonly isAnswer: boolean;
}

const READ = "GET /repos/{owner}/{repo}/issues/comments/{comment_id}";
const ISSUE = /\/repos\/([^/]+\/[^/]+)\/issues\/\d+$/;

/**
 * A comment as it stands now, whatever the event said of it. Takes `issues: read`, of a pull request's comment
 * `pull-requests: read` instead. Throws a GitHubProblem: `not-found` where it was deleted; and a UserError where its issue was
 * moved to another repository, to which GitHub leads on.
 */
export async function readComment(client: GitHubClient, { owner, repo }: Repository, id: number): Promise<ReadComment> {
  const parameters = { owner, repo, comment_id: id };
  const answer = await client.request({ route: READ, parameters, needs: "issues: read" });
  const comment = checkShape(issueCommentSchema, answer, `GitHub's answer to ${READ}`);
  const read = issueCommentOf(comment);
  if (isOf(comment.issue_url, `${owner}/${repo}`)) return { ...read, isAnswer: splitMarker(read.body) !== null };
  throw new UserError(`The comment ${id} is of ${comment.issue_url}, which is not of ${owner}/${repo}`, {
    remedy: "Ask again where it is now.",
  });
}

/** The number of an issue says nothing in another repository. */
function isOf(address: string, repository: string): boolean {
  return ISSUE.exec(address)?.[1]?.toLowerCase() === repository.toLowerCase();
}

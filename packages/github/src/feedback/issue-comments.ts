import type { GitHubClient } from "../client.ts";
import { type CappedList, listCapped } from "../promotion/capped-list.ts";
import { type IssueComment, issueCommentOf, issueCommentSchema } from "../promotion/issue-comment.ts";
import type { PullNumber } from "../pull-request-now.ts";

const LIST = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
/** Fifty pages: GitHub's interface is of little use well before. */
const MOST_COMMENTS = 5_000;

/**
 * The comments of an issue or a pull request, the earliest first, at most 5,000; with `since`, in ISO 8601, those that
 * were written or changed then or later. Takes `issues: read`, of a pull request `pull-requests: read` instead. Throws a
 * GitHubProblem.
 */
export async function listIssueComments(
  client: GitHubClient,
  { owner, repo, number }: PullNumber,
  since?: string,
): Promise<CappedList<IssueComment>> {
  const parameters = { owner, repo, issue_number: number, ...(since === undefined ? {} : { since }) };
  const request = { route: LIST, parameters, needs: "issues: read" };
  const { items, isCut } = await listCapped(client, request, issueCommentSchema, MOST_COMMENTS);
  return { items: items.map(issueCommentOf), isCut };
}

import type { GitHubClient } from "../client.ts";
import { issuePlace } from "../comment-place.ts";
import type { PullNumber } from "../pull-request-now.ts";
import { type MarkedComment, type PutResult, putComment } from "../put-comment.ts";

/** What to say under an issue or a pull request: an answer with the same key takes the place of the one before. */
export type IssueAnswer = MarkedComment;
export type AnswerResult = PutResult;

/**
 * Answers once a key: a comment of ours with the key is updated, whoever delivers the question again. Takes
 * `issues: write`, on a pull request `pull-requests: write` instead. Throws as `putComment`.
 */
export async function answerIssue(client: GitHubClient, at: PullNumber, answer: IssueAnswer): Promise<AnswerResult> {
  return await putComment(client, issuePlace(at, "issues"), answer, "replace");
}

import type { Repository } from "./event.ts";
import type { PullNumber } from "./pull-request-now.ts";

/** Where comments stand: how GitHub lists, adds, changes and removes them there. */
export interface CommentPlace {
  readonly list: string;
  readonly add: string;
  /** Takes a `comment_id` in place of what else names the place. */
  readonly change: string;
  /** Likewise. */
  readonly remove: string;
  readonly repository: Repository;
  /** What names the place within its repository. */
  readonly parameters: Readonly<Record<string, string | number>>;
  /** The permission that reading and writing there takes, such as "issues". */
  readonly scope: string;
}

const OF_ISSUE = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
const OF_COMMIT = "/repos/{owner}/{repo}/commits/{commit_sha}/comments";

/** An issue; a pull request is one too, with a permission of its own: https://docs.github.com/en/rest/issues/comments */
export function issuePlace({ owner, repo, number }: PullNumber, scope: "issues" | "pull-requests"): CommentPlace {
  return {
    list: `GET ${OF_ISSUE}`,
    add: `POST ${OF_ISSUE}`,
    change: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    remove: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
    repository: { owner, repo },
    parameters: { issue_number: number },
    scope,
  };
}

/** https://docs.github.com/en/rest/commits/comments */
export function commitPlace({ owner, repo }: Repository, sha: string): CommentPlace {
  return {
    list: `GET ${OF_COMMIT}`,
    add: `POST ${OF_COMMIT}`,
    change: "PATCH /repos/{owner}/{repo}/comments/{comment_id}",
    remove: "DELETE /repos/{owner}/{repo}/comments/{comment_id}",
    repository: { owner, repo },
    parameters: { commit_sha: sha },
    scope: "contents",
  };
}

import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "../client.ts";
import type { Repository } from "../event.ts";
import { numberSchema, shaSchema } from "../identifiers.ts";
import { GitHubProblem } from "../problem.ts";
import { type Author, authorOf, userSchema } from "./author.ts";
import { timeSchema } from "./time.ts";

/** What an issue and a pull request have in common. */
interface Conversation {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  /** Null where the account was deleted. */
  readonly author: Author | null;
  readonly createdAt: string;
}

export interface IssueNow extends Conversation {
  readonly kind: "issue";
  readonly state: "open" | "closed";
}

/** A pull request as it is, with all that a decision on it is bound to. */
export interface PullRequestNow extends Conversation {
  readonly kind: "pull";
  /** `closed` is closed without having been merged. */
  readonly state: "open" | "closed" | "merged";
  readonly isDraft: boolean;
  readonly headSha: string;
  readonly headRef: string;
  /** Such as "owner/name"; null where it was deleted. */
  readonly headRepository: string | null;
  /** The branch that it is to be merged into. */
  readonly baseRef: string;
  /** The branch that the repository is about where nobody names one; null where GitHub does not say. */
  readonly defaultRef: string | null;
  /** The commit that it became; null until it is merged. */
  readonly mergeSha: string | null;
  /** When it was merged; null until it is. */
  readonly mergedAt: string | null;
}

const PULL = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
const ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}";

const common = {
  number: numberSchema,
  html_url: v.string(),
  title: v.string(),
  user: userSchema,
  created_at: timeSchema,
  state: v.picklist(["open", "closed"]),
};
const issueSchema = v.object({ ...common, pull_request: v.nullish(v.unknown()) });
const pullSchema = v.object({
  ...common,
  draft: v.nullish(v.boolean()),
  merged_at: v.nullish(timeSchema),
  merge_commit_sha: v.nullish(shaSchema),
  head: v.object({ sha: shaSchema, ref: v.string(), repo: v.nullish(v.object({ full_name: v.string() })) }),
  base: v.object({ ref: v.string(), repo: v.nullish(v.object({ default_branch: v.nullish(v.string()) })) }),
});

/**
 * What a number stands for, right now. A pull request takes `pull-requests: read`, an issue `issues: read`. Throws a
 * GitHubProblem: `not-found` where there is neither.
 */
export async function readIssueOrPull(
  client: GitHubClient,
  repository: Repository,
  number: number,
): Promise<IssueNow | PullRequestNow> {
  try {
    return await readPull(client, repository, number);
  } catch (error) {
    // A token that may see issues only is told that it may see no pull request, whatever the number is.
    const isElse = error instanceof GitHubProblem && (error.kind === "not-found" || error.kind === "permission");
    if (!isElse) throw error;
    const issue = await readIssue(client, repository, number);
    if (issue === null) throw error;
    return issue;
  }
}

async function readPull(client: GitHubClient, { owner, repo }: Repository, number: number): Promise<PullRequestNow> {
  const parameters = { owner, repo, pull_number: number };
  const answer = await client.request({ route: PULL, parameters, needs: "pull-requests: read" });
  const pull = checkShape(pullSchema, answer, `GitHub's answer to ${PULL}`);
  const { head, merged_at: mergedAt } = pull;
  return {
    kind: "pull",
    ...commonOf(pull, number, PULL),
    state: mergedAt ? "merged" : pull.state,
    isDraft: pull.draft ?? false,
    headSha: head.sha,
    headRef: head.ref,
    headRepository: head.repo?.full_name ?? null,
    baseRef: pull.base.ref,
    defaultRef: pull.base.repo?.default_branch ?? null,
    // Of an open pull request this is the commit of a trial merge.
    mergeSha: mergedAt ? (pull.merge_commit_sha ?? null) : null,
    mergedAt: mergedAt ?? null,
  };
}

/** Null for the issue that a pull request is as well. */
async function readIssue(client: GitHubClient, { owner, repo }: Repository, number: number): Promise<IssueNow | null> {
  const parameters = { owner, repo, issue_number: number };
  const answer = await client.request({ route: ISSUE, parameters, needs: "issues: read" });
  const issue = checkShape(issueSchema, answer, `GitHub's answer to ${ISSUE}`);
  return issue.pull_request ? null : { kind: "issue", ...commonOf(issue, number, ISSUE), state: issue.state };
}

/** An issue that was moved to another repository is answered in its new place, with the number that it has there. */
function commonOf(answer: v.InferOutput<typeof issueSchema>, number: number, route: string): Conversation {
  if (answer.number !== number) {
    throw new UserError(
      `GitHub's answer to ${route} is about #${answer.number}, not #${number}: it may have been moved`,
    );
  }
  const { html_url: url, title, user, created_at: createdAt } = answer;
  return { number, url, title, author: authorOf(user), createdAt };
}

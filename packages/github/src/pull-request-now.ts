import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import { shaSchema } from "./identifiers.ts";
import { GitHubProblem, type ProblemKind } from "./problem.ts";

/** A pull request by its number. */
export interface PullNumber {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** What GitHub says of a pull request right now. */
export interface PullNow {
  readonly headSha: string;
  /** `closed` is closed without having been merged. */
  readonly state: "open" | "closed" | "merged";
  /** The branch that it is to be merged into. */
  readonly baseRef: string;
}

/** Who writes with a workflow's own token. */
export const WORKFLOW_IDENTITY = "github-actions[bot]";

const REFUSALS: readonly ProblemKind[] = ["permission", "not-found", "refused"];
const NEEDS = "pull-requests: read";
const READ = "GET /repos/{owner}/{repo}/pulls/{pull_number}";

const pullSchema = v.object({
  state: v.picklist(["open", "closed"]),
  merged_at: v.nullish(v.string()),
  head: v.object({ sha: shaSchema }),
  base: v.object({ ref: v.string() }),
});

const answerSchema = v.object({
  viewer: v.object({ login: v.pipe(v.string(), v.nonEmpty("must not be empty")) }),
  repository: v.object({
    pullRequest: v.object({
      state: v.picklist(["OPEN", "CLOSED", "MERGED"]),
      headRefOid: shaSchema,
      baseRefName: v.string(),
    }),
  }),
});

const STATES = { OPEN: "open", CLOSED: "closed", MERGED: "merged" } as const;

/** Throws a GitHubProblem. */
export async function readPullNow(client: GitHubClient, pull: PullNumber): Promise<PullNow> {
  const parameters = { owner: pull.owner, repo: pull.repo, pull_number: pull.number };
  const answer = await client.request({ route: READ, parameters, needs: NEEDS });
  const { state, merged_at: mergedAt, head, base } = checkShape(pullSchema, answer, `GitHub's answer to ${READ}`);
  return { headSha: head.sha, state: mergedAt ? "merged" : state, baseRef: base.ref };
}

/**
 * The same with the login that the token's comments carry, in one request. GraphQL's `viewer` answers for every kind of
 * token, unlike REST's `GET /user`, which refuses those of apps and workflows. Where GraphQL is closed to the token, it is
 * taken for a workflow's: wrongly so, the worst is a second comment, never somebody else's overwritten.
 */
export async function readPullAndViewer(
  client: GitHubClient,
  pull: PullNumber,
): Promise<{ readonly now: PullNow; readonly viewer: string }> {
  try {
    const answer = checkShape(
      answerSchema,
      await client.graphql(queryOf(pull), NEEDS),
      "GitHub's answer on the viewer",
    );
    const { state, headRefOid, baseRefName } = answer.repository.pullRequest;
    return {
      now: { headSha: headRefOid, state: STATES[state], baseRef: baseRefName },
      viewer: answer.viewer.login,
    };
  } catch (error) {
    if (!(error instanceof GitHubProblem) || !REFUSALS.includes(error.kind)) throw error;
    return { now: await readPullNow(client, pull), viewer: WORKFLOW_IDENTITY };
  }
}

/** JSON's strings and numbers are GraphQL's too. */
function queryOf({ owner, repo, number }: PullNumber): string {
  const repository = `repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(repo)})`;
  const pull = `pullRequest(number: ${JSON.stringify(number)}) { state headRefOid baseRefName }`;
  return `query { viewer { login } ${repository} { ${pull} } }`;
}

import { checkShape, type Verdict } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { PullRequest } from "./pull-request.ts";

export interface Check {
  /** The same from run to run, so that a branch rule can ask for it. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly title: string;
  /** Markdown of at most 65,535 characters. */
  readonly summary: string;
}

/**
 * `neutral` is "no verdict": shown as neither passed nor failed. GitHub lets a required check that is neutral through,
 * so what must not merge unjudged needs `fail-on: inconclusive` on the step.
 */
const CONCLUSIONS = {
  pass: "success",
  warn: "success",
  inconclusive: "neutral",
  fail: "failure",
  error: "failure",
} as const satisfies Record<Verdict, string>;

const CREATE = "POST /repos/{owner}/{repo}/check-runs";

const answerSchema = v.object({ html_url: v.nullish(v.string()) });

/**
 * Sets a check on the examined commit; of several with one name GitHub shows the newest, so setting it twice does no
 * harm. Returns its page's address. Throws what the client throws.
 */
export async function createCheck(client: GitHubClient, pull: PullRequest, check: Check): Promise<string | null> {
  const parameters = {
    owner: pull.owner,
    repo: pull.repo,
    name: check.name,
    head_sha: pull.headSha,
    status: "completed",
    conclusion: CONCLUSIONS[check.verdict],
    output: { title: check.title, summary: check.summary },
  };
  const answer = await client.request({ route: CREATE, parameters, needs: "checks: write", repeatable: true });
  return checkShape(answerSchema, answer, `GitHub's answer to ${CREATE}`).html_url ?? null;
}

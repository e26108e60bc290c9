import { checkShape, type Verdict } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository } from "./event.ts";
import { numberSchema } from "./identifiers.ts";
import { GitHubProblem } from "./problem.ts";

export interface Check {
  /** The same from run to run, so that a branch rule can ask for it. */
  readonly name: string;
  /** Null while there is none: the check is in progress. */
  readonly verdict: Verdict | null;
  readonly title: string;
  /** Markdown of at most 65,535 characters. */
  readonly summary: string;
}

/** A commit of a repository, which a check speaks of. */
export interface CheckedCommit extends Repository {
  readonly headSha: string;
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

const NEEDS = "checks: write";
const LIST = "GET /repos/{owner}/{repo}/commits/{commit_sha}/check-runs";
const CREATE = "POST /repos/{owner}/{repo}/check-runs";
const UPDATE = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}";

const answerSchema = v.object({ html_url: v.nullish(v.string()) });
const listSchema = v.object({ check_runs: v.array(v.object({ id: numberSchema })) });

/**
 * Sets a check on a commit: one of this name that is in progress is taken on, so that none is left so; else there is a new
 * one, and of several with one name GitHub shows the newest, so setting it twice does no harm. Returns its page's address.
 * Throws what the client throws.
 */
export async function setCheck(client: GitHubClient, commit: CheckedCommit, check: Check): Promise<string | null> {
  const { owner, repo, headSha } = commit;
  const { name, verdict, title, summary } = check;
  const state =
    verdict === null ? { status: "in_progress" } : { status: "completed", conclusion: CONCLUSIONS[verdict] };
  const change = { owner, repo, name, ...state, output: { title, summary } };
  const begun = await findBegun(client, commit, name);
  if (begun !== null) {
    try {
      return await send(client, UPDATE, { ...change, check_run_id: begun });
    } catch (error) {
      // Another app's check of this name is not ours to change, and may be gone.
      const isRefused = error instanceof GitHubProblem && error.kind !== "unreachable" && error.kind !== "limit";
      if (!isRefused) throw error;
    }
  }
  return send(client, CREATE, { ...change, head_sha: headSha });
}

/** The newest check of this name that is in progress. */
async function findBegun(client: GitHubClient, commit: CheckedCommit, name: string): Promise<number | null> {
  const { owner, repo, headSha } = commit;
  const parameters = { owner, repo, commit_sha: headSha, check_name: name, status: "in_progress" };
  const answer = await client.request({ route: LIST, parameters, needs: NEEDS });
  const ids = checkShape(listSchema, answer, `GitHub's answer to ${LIST}`).check_runs.map(({ id }) => id);
  return ids.length === 0 ? null : Math.max(...ids);
}

async function send(client: GitHubClient, route: string, parameters: Record<string, string | number | object>) {
  const answer = await client.request({ route, parameters, needs: NEEDS, repeatable: true });
  return checkShape(answerSchema, answer, `GitHub's answer to ${route}`).html_url ?? null;
}

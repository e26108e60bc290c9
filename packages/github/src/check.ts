import { checkShape, type Verdict } from "@airworthy/evidence";
import * as v from "valibot";
import type { GitHubClient } from "./client.ts";
import type { Repository, Run } from "./event.ts";
import { numberSchema } from "./identifiers.ts";
import { isNewer } from "./marker.ts";
import { GitHubProblem } from "./problem.ts";

export interface Check {
  /** The same from run to run, so that a branch rule can ask for it. */
  readonly name: string;
  /** Null while there is none: the check is in progress. */
  readonly verdict: Verdict | null;
  readonly title: string;
  /** Markdown of at most 65,535 characters. */
  readonly summary: string;
  /** The run that says so: what a later one said is not overwritten. */
  readonly run: Run;
}

/** What became of a check; one is `outrun` where a later run has spoken, or this run already with its result. */
export type CheckResult =
  | { readonly state: "set"; readonly url: string | null }
  | { readonly state: "outrun"; readonly url: null };

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

const answerSchema = v.object({ id: numberSchema, html_url: v.nullish(v.string()) });
const listSchema = v.object({
  check_runs: v.array(v.object({ id: numberSchema, status: v.string(), external_id: v.nullish(v.string()) })),
});

type KnownCheck = v.InferOutput<typeof listSchema>["check_runs"][number];

/** How a check of ours says which run set it. */
const EXTERNAL_ID = /^airworthy run=(\d{1,15}) attempt=(\d{1,6})$/;

/**
 * Sets a check on a commit, unless a later run has: one of this name that is in progress is taken on, so that none is left
 * so; else there is a new one, and of several with one name GitHub shows the newest, so setting it twice does no harm.
 * Throws what the client throws.
 */
export async function setCheck(client: GitHubClient, commit: CheckedCommit, check: Check): Promise<CheckResult> {
  const { owner, repo, headSha } = commit;
  const { name, verdict, title, summary, run } = check;
  const known = await listChecks(client, commit, name);
  if (known.some((other) => outruns(other, check))) return { state: "outrun", url: null };
  const state =
    verdict === null ? { status: "in_progress" } : { status: "completed", conclusion: CONCLUSIONS[verdict] };
  const external = `airworthy run=${run.id} attempt=${run.attempt}`;
  const change = { owner, repo, name, ...state, external_id: external, output: { title, summary } };
  const begun = known.filter(({ status }) => status === "in_progress").map(({ id }) => id);
  if (begun.length > 0) {
    try {
      return await send(client, UPDATE, { ...change, check_run_id: Math.max(...begun) });
    } catch (error) {
      // Another app's check of this name is not ours to change, and may be gone.
      const isRefused = error instanceof GitHubProblem && error.kind !== "unreachable" && error.kind !== "limit";
      if (!isRefused) throw error;
    }
  }
  return send(client, CREATE, { ...change, head_sha: headSha });
}

/** The newest checks of this name, each app's. */
async function listChecks(client: GitHubClient, commit: CheckedCommit, name: string): Promise<readonly KnownCheck[]> {
  const { owner, repo, headSha } = commit;
  const parameters = { owner, repo, commit_sha: headSha, check_name: name };
  const answer = await client.request({ route: LIST, parameters, needs: NEEDS });
  return checkShape(listSchema, answer, `GitHub's answer to ${LIST}`).check_runs;
}

/** Whether a check that is there is of a later run, or is the result of the very run that now says it is running. */
function outruns({ external_id: external, status }: KnownCheck, { run, verdict }: Check): boolean {
  const [, id, attempt] = EXTERNAL_ID.exec(external ?? "") ?? [];
  if (id === undefined) return false;
  const other: Run = { id: Number(id), attempt: Number(attempt) };
  return isNewer(other, run) || (verdict === null && status === "completed" && !isNewer(run, other));
}

async function send(
  client: GitHubClient,
  route: string,
  parameters: Record<string, string | number | object>,
): Promise<CheckResult> {
  const answer = await client.request({ route, parameters, needs: NEEDS, repeatable: true });
  return { state: "set", url: checkShape(answerSchema, answer, `GitHub's answer to ${route}`).html_url ?? null };
}

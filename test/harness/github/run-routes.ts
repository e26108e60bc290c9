import type { Answer } from "./message.ts";
import { page } from "./page.ts";
import type { StoredRun } from "./promotion-state.ts";
import type { Context, Route } from "./routes.ts";
import { type GitHubState, HEAD_SHA } from "./state.ts";
import { showUser, WRITTEN_AT } from "./user.ts";

/** https://docs.github.com/en/rest/actions/workflow-runs, and what happened to a pull request. */
export const runRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/actions\/runs$/, list],
  ["GET", /^\/repos\/R\/actions\/runs\/(\d+)$/, read],
  ["GET", /^\/repos\/R\/issues\/(\d+)\/timeline$/, listTimeline],
];

/** Newest first. */
function list({ state, received: { url } }: Context): Answer {
  const sha = url.searchParams.get("head_sha");
  const branch = url.searchParams.get("branch");
  const runs = allOf(state)
    .filter(({ headSha }) => sha === null || headSha === sha)
    .filter(({ headRef }) => branch === null || headRef === branch)
    .sort((a, b) => b.id - a.id);
  const wrap = (items: unknown[]) => ({ total_count: runs.length, workflow_runs: items });
  return page(
    runs.map((run) => show(state, run)),
    url,
    wrap,
  );
}

function read({ state, parts }: Context): Answer {
  const run = allOf(state).find(({ id }) => id === Number(parts[0]));
  return run === undefined ? { status: 404, body: { message: "Not Found" } } : { status: 200, body: show(state, run) };
}

/** Those that a test tells of, and those that are known by what they left. */
function allOf({ runs, artifacts, repository }: GitHubState): StoredRun[] {
  const told = new Set(runs.map(({ id }) => id));
  const left = artifacts
    .filter(({ runId }, index) => !told.has(runId) && artifacts.findIndex((one) => one.runId === runId) === index)
    .map(({ runId: id, headSha = HEAD_SHA, fromFork, event = "push" }) => {
      const from = fromFork ? "fork/sentiment" : repository;
      return { id, event, headSha, headRef: "candidate", repository: from, createdAt: WRITTEN_AT, login: "author" };
    });
  return [...runs, ...left];
}

function show({ repository: here }: GitHubState, run: StoredRun) {
  const { id, event, headSha, headRef, repository = here, createdAt, login, againBy = login } = run;
  return {
    id,
    event,
    head_sha: headSha,
    head_branch: headRef,
    head_repository: { full_name: repository },
    created_at: createdAt,
    actor: showUser(login),
    triggering_actor: showUser(againBy),
  };
}

/** Comments and commits stand between them; a commit has no such time. */
function listTimeline({ state, received, parts }: Context): Answer {
  const number = Number(parts[0]);
  const events = state.timeline
    .filter(({ pull }) => pull === number)
    .map(({ event, on }, index) => ({ id: index + 1, event, created_at: on }));
  return page([{ event: "committed", sha: HEAD_SHA }, ...events], received.url);
}

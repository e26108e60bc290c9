import * as v from "valibot";
import { artifactRoutes } from "./artifact-routes.ts";
import { attestationRoutes } from "./attestation-routes.ts";
import { checkRoutes } from "./check-routes.ts";
import { commentRoutes } from "./comment-routes.ts";
import { commitCommentRoutes } from "./commit-comment-routes.ts";
import { commitRoutes } from "./commit-routes.ts";
import { deploymentRoutes } from "./deployment-routes.ts";
import { answerEditQuery, issueRoutes } from "./issue-routes.ts";
import type { Answer, Received } from "./message.ts";
import { page } from "./page.ts";
import { permissionRoutes } from "./permission-routes.ts";
import { isPermitted } from "./permissions.ts";
import { reactionRoutes } from "./reaction-routes.ts";
import { refRoutes } from "./ref-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { DEFAULT_BASE, type GitHubState, type StoredPull } from "./state.ts";
import { answerTagQuery, tagRoutes } from "./tag-routes.ts";
import { teamRoutes } from "./team-routes.ts";
import { showUser, WRITTEN_AT } from "./user.ts";

export interface Context {
  readonly state: GitHubState;
  readonly received: Received;
  /** What the route's parentheses caught. */
  readonly parts: readonly string[];
}

export type Route = readonly [method: string, path: RegExp, answer: (context: Context) => Answer];

const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

const newPullSchema = v.object({
  title: v.pipe(v.string(), v.nonEmpty()),
  body: v.string(),
  head: v.string(),
  base: v.string(),
});
const titleSchema = v.object({ title: v.pipe(v.string(), v.nonEmpty()) });
const statusSchema = v.object({ state: v.string(), context: v.string() });
const querySchema = v.object({ query: v.string() });

const ROUTES: readonly Route[] = [
  ["POST", /^\/graphql$/, answerQuery],
  ["GET", /^\/repos\/R\/pulls$/, listPulls],
  ["POST", /^\/repos\/R\/pulls$/, createPull],
  ["GET", /^\/repos\/R\/pulls\/(\d+)$/, readPull],
  ["PATCH", /^\/repos\/R\/pulls\/(\d+)$/, updatePull],
  ["GET", /^\/repos\/R\/commits\/(\w+)\/pulls$/, listPullsOfCommit],
  ["GET", /^\/repos\/R\/actions\/runs\/(\d+)\/approvals$/, listApprovals],
  ["POST", /^\/repos\/R\/statuses\/(\w+)$/, createStatus],
  ...commentRoutes,
  ...commitCommentRoutes,
  ...reactionRoutes,
  ...issueRoutes,
  ...reviewRoutes,
  ...permissionRoutes,
  ...teamRoutes,
  ...deploymentRoutes,
  ...tagRoutes,
  ...refRoutes,
  ...commitRoutes,
  ...checkRoutes,
  ...artifactRoutes,
  ...runRoutes,
  ...attestationRoutes,
];

/** What GitHub answers. Requests for another repository, or of an unknown kind, are 404. */
export function answer(state: GitHubState, received: Received): Answer {
  const path = received.url.pathname.replace(`/repos/${state.repository}/`, "/repos/R/");
  for (const [method, pattern, respond] of ROUTES) {
    const match = method === received.method ? pattern.exec(path) : null;
    if (match === null) continue;
    const writes = method !== "GET" && path.startsWith("/repos/");
    if ((writes && state.readOnly) || !isPermitted(state, received, path)) {
      return { status: 403, body: { message: "Resource not accessible by integration" } };
    }
    return respond({ state, received, parts: match.slice(1).map(decodeURIComponent) });
  }
  return NOT_FOUND;
}

/** Who asks and, where the query names it, a pull request; or the repository's tags, or the edits of issues. */
function answerQuery({ state, received }: Context): Answer {
  const { query } = v.parse(querySchema, received.json);
  const viewer = { login: state.viewer };
  const tags = answerTagQuery(state, query);
  if (tags !== null) return ok({ data: tags });
  const edits = answerEditQuery(state, query);
  if (edits !== null) return ok({ data: edits });
  const number = /pullRequest\(number: (\d+)\)/.exec(query)?.[1];
  if (number === undefined) return ok({ data: { viewer } });
  const pull = state.pulls.find((other) => other.number === Number(number));
  if (pull === undefined) return ok({ data: null, errors: [{ type: "NOT_FOUND", message: "Could not resolve" }] });
  const pullRequest = {
    state: pull.mergedAs === undefined ? pull.state.toUpperCase() : "MERGED",
    headRefOid: pull.head.sha,
    baseRefName: baseOf(pull).ref,
  };
  return ok({ data: { viewer, repository: { pullRequest } } });
}

function listPulls({ state, received: { url } }: Context): Answer {
  const of = (name: string) => url.searchParams.get(name);
  const [head, base, wanted] = [of("head"), of("base"), of("state") ?? "open"];
  const here = state.pulls.filter(
    (pull) =>
      (wanted === "all" || pull.state === wanted) &&
      (head === null || `${pull.head.repository.split("/")[0]}:${pull.head.ref}` === head) &&
      (base === null || baseOf(pull).ref === base),
  );
  // GitHub's default is the newest first.
  const inOrder = of("direction") === "asc" ? here : here.toSorted((a, b) => b.number - a.number);
  return page(
    inOrder.map((pull) => showPull(state, pull)),
    url,
  );
}

function createPull({ state, received }: Context): Answer {
  const { title, body, head, base } = v.parse(newPullSchema, received.json);
  const sha = state.refs.get(`refs/heads/${head}`);
  const isOpen = (pull: StoredPull) => pull.state === "open" && pull.head.ref === head;
  if (sha === undefined || state.pulls.some(isOpen)) return { status: 422, body: { message: "Validation Failed" } };
  const number = 1 + Math.max(0, ...state.pulls.map((other) => other.number));
  const tip = state.refs.get(`refs/heads/${base}`) ?? "";
  const repository = state.repository;
  const pull: StoredPull = {
    number,
    state: "open",
    title,
    body,
    head: { sha, ref: head, repository },
    base: { sha: tip, ref: base },
  };
  state.pulls.push(pull);
  return { status: 201, body: showPull(state, pull) };
}

function readPull({ state, parts }: Context): Answer {
  const pull = state.pulls.find(({ number }) => number === Number(parts[0]));
  return pull === undefined ? NOT_FOUND : ok(showPull(state, pull));
}

function updatePull({ state, received, parts }: Context): Answer {
  const pull = state.pulls.find(({ number }) => number === Number(parts[0]));
  if (pull === undefined) return NOT_FOUND;
  pull.title = v.parse(titleSchema, received.json).title;
  return ok(showPull(state, pull));
}

/** As GitHub does, it knows no commits of forks. */
function listPullsOfCommit({ state, received, parts }: Context): Answer {
  const here = state.pulls.filter(
    ({ head, mergedAs }) => (head.repository === state.repository && head.sha === parts[0]) || mergedAs === parts[0],
  );
  return page(
    here.map((pull) => showPull(state, pull)),
    received.url,
  );
}

/** https://docs.github.com/en/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run */
function listApprovals({ state }: Context): Answer {
  return ok(
    state.approvals.map(({ login, state: said, environment }) => ({
      state: said,
      user: { login },
      comment: "",
      environments: environment === undefined ? [] : [{ name: environment }],
    })),
  );
}

function createStatus({ state, received, parts }: Context): Answer {
  const status = { sha: parts[0] ?? "", ...v.parse(statusSchema, received.json) };
  state.statuses.push(status);
  return { status: 201, body: status };
}

function showPull(repository: GitHubState, pull: StoredPull) {
  const { number, state, head, mergedAs, title = "A change", login = "author" } = pull;
  return {
    number,
    state,
    html_url: `https://github.com/${repository.repository}/pull/${number}`,
    title,
    user: showUser(login),
    draft: false,
    created_at: WRITTEN_AT,
    head: { sha: head.sha, ref: head.ref, repo: { full_name: head.repository } },
    base: { ...baseOf(pull), repo: { default_branch: DEFAULT_BASE } },
    merged_at: mergedAs === undefined ? null : "2026-01-01T00:00:00Z",
    merge_commit_sha: mergedAs ?? null,
  };
}

function baseOf({ base }: StoredPull) {
  return base ?? { ref: DEFAULT_BASE };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

import * as v from "valibot";
import { artifactRoutes } from "./artifact-routes.ts";
import { attestationRoutes } from "./attestation-routes.ts";
import { checkRoutes } from "./check-routes.ts";
import { commitRoutes } from "./commit-routes.ts";
import { type Answer, type Received, tooLong } from "./message.ts";
import { page } from "./page.ts";
import { refRoutes } from "./ref-routes.ts";
import { DEFAULT_BASE, type GitHubState, type StoredComment, type StoredPull } from "./state.ts";

export interface Context {
  readonly state: GitHubState;
  readonly received: Received;
  /** What the route's parentheses caught. */
  readonly parts: readonly string[];
}

export type Route = readonly [method: string, path: RegExp, answer: (context: Context) => Answer];

/** GitHub's limit on a comment, in UTF-16 units: where it counts otherwise, it counts fewer. */
const BODY_CHARACTERS = 65_536;
const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

const bodySchema = v.object({ body: v.string() });
const statusSchema = v.object({ state: v.string(), context: v.string() });
const querySchema = v.object({ query: v.string() });

const ROUTES: readonly Route[] = [
  ["POST", /^\/graphql$/, answerQuery],
  ["GET", /^\/repos\/R\/pulls$/, listPulls],
  ["GET", /^\/repos\/R\/pulls\/(\d+)$/, readPull],
  ["GET", /^\/repos\/R\/commits\/(\w+)\/pulls$/, listPullsOfCommit],
  ["GET", /^\/repos\/R\/issues\/(\d+)\/comments$/, listComments],
  ["POST", /^\/repos\/R\/issues\/(\d+)\/comments$/, createComment],
  ["PATCH", /^\/repos\/R\/issues\/comments\/(\d+)$/, updateComment],
  ["DELETE", /^\/repos\/R\/issues\/comments\/(\d+)$/, deleteComment],
  ["POST", /^\/repos\/R\/statuses\/(\w+)$/, createStatus],
  ...refRoutes,
  ...commitRoutes,
  ...checkRoutes,
  ...artifactRoutes,
  ...attestationRoutes,
];

/** What GitHub answers. Requests for another repository, or of an unknown kind, are 404. */
export function answer(state: GitHubState, received: Received): Answer {
  const path = received.url.pathname.replace(`/repos/${state.repository}/`, "/repos/R/");
  for (const [method, pattern, respond] of ROUTES) {
    const match = method === received.method ? pattern.exec(path) : null;
    if (match === null) continue;
    const writes = method !== "GET" && path.startsWith("/repos/");
    if (writes && state.readOnly) return { status: 403, body: { message: "Resource not accessible by integration" } };
    return respond({ state, received, parts: match.slice(1).map(decodeURIComponent) });
  }
  return NOT_FOUND;
}

/** Who asks and, where the query names it, a pull request. */
function answerQuery({ state, received }: Context): Answer {
  const { query } = v.parse(querySchema, received.json);
  const viewer = { login: state.viewer };
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
  const wanted = url.searchParams.get("head");
  const fits = (pull: StoredPull) => `${pull.head.repository.split("/")[0]}:${pull.head.ref}` === wanted;
  return page(
    state.pulls.filter((pull) => pull.state === "open" && (wanted === null || fits(pull))).map(showPull),
    url,
  );
}

function readPull({ state, parts }: Context): Answer {
  const pull = state.pulls.find(({ number }) => number === Number(parts[0]));
  return pull === undefined ? NOT_FOUND : ok(showPull(pull));
}

/** As GitHub does, it knows no commits of forks. */
function listPullsOfCommit({ state, received, parts }: Context): Answer {
  const here = state.pulls.filter(
    ({ head, mergedAs }) => (head.repository === state.repository && head.sha === parts[0]) || mergedAs === parts[0],
  );
  return page(here.map(showPull), received.url);
}

function listComments({ state, received, parts }: Context): Answer {
  const comments = state.comments.filter(({ issue }) => issue === Number(parts[0]));
  return page(
    comments.map((comment) => showComment(state, comment)),
    received.url,
  );
}

function createComment({ state, received, parts }: Context): Answer {
  const { body } = v.parse(bodySchema, received.json);
  if (body.length > BODY_CHARACTERS) return tooLong("body", BODY_CHARACTERS);
  const id = 1 + Math.max(0, ...state.comments.map((other) => other.id));
  const comment = { id, issue: Number(parts[0]), login: state.viewer, body };
  state.comments.push(comment);
  return { status: 201, body: showComment(state, comment) };
}

function updateComment({ state, received, parts }: Context): Answer {
  const { body } = v.parse(bodySchema, received.json);
  const comment = state.comments.find(({ id }) => id === Number(parts[0]));
  if (comment === undefined) return NOT_FOUND;
  if (body.length > BODY_CHARACTERS) return tooLong("body", BODY_CHARACTERS);
  comment.body = body;
  return ok(showComment(state, comment));
}

function deleteComment({ state, parts }: Context): Answer {
  const index = state.comments.findIndex(({ id }) => id === Number(parts[0]));
  if (index < 0) return NOT_FOUND;
  state.comments.splice(index, 1);
  return { status: 204 };
}

function createStatus({ state, received, parts }: Context): Answer {
  const status = { sha: parts[0] ?? "", ...v.parse(statusSchema, received.json) };
  state.statuses.push(status);
  return { status: 201, body: status };
}

function showPull(pull: StoredPull) {
  const { number, state, head, mergedAs } = pull;
  return {
    number,
    state,
    head: { sha: head.sha, ref: head.ref, repo: { full_name: head.repository } },
    base: baseOf(pull),
    merged_at: mergedAs === undefined ? null : "2026-01-01T00:00:00Z",
    merge_commit_sha: mergedAs ?? null,
  };
}

function baseOf({ base }: StoredPull) {
  return base ?? { ref: DEFAULT_BASE };
}

function showComment(state: GitHubState, { id, issue, login, body }: StoredComment) {
  const html_url = `https://github.com/${state.repository}/pull/${issue}#issuecomment-${id}`;
  return { id, html_url, body, user: { login } };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

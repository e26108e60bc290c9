import * as v from "valibot";
import { artifactRoutes } from "./artifact-routes.ts";
import { attestationRoutes } from "./attestation-routes.ts";
import { commitRoutes } from "./commit-routes.ts";
import type { Answer, Received } from "./message.ts";
import { page } from "./page.ts";
import type { GitHubState, StoredComment, StoredPull } from "./state.ts";

export interface Context {
  readonly state: GitHubState;
  readonly received: Received;
  /** What the route's parentheses caught. */
  readonly parts: readonly string[];
}

export type Route = readonly [method: string, path: RegExp, answer: (context: Context) => Answer];

/** GitHub's limit on a comment, in UTF-16 units: where it counts otherwise, it counts fewer. */
const BODY_CHARACTERS = 65_536;
const SUMMARY_CHARACTERS = 65_535;
const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

const bodySchema = v.object({ body: v.string() });
const statusSchema = v.object({ state: v.string(), context: v.string() });
const checkSchema = v.object({
  name: v.string(),
  head_sha: v.string(),
  conclusion: v.string(),
  output: v.object({ title: v.string(), summary: v.string() }),
});

const ROUTES: readonly Route[] = [
  ["POST", /^\/graphql$/, ({ state }) => ok({ data: { viewer: { login: state.viewer } } })],
  ["GET", /^\/repos\/R\/pulls$/, listPulls],
  ["GET", /^\/repos\/R\/pulls\/(\d+)$/, readPull],
  ["GET", /^\/repos\/R\/commits\/(\w+)\/pulls$/, listPullsOfCommit],
  ["GET", /^\/repos\/R\/issues\/(\d+)\/comments$/, listComments],
  ["POST", /^\/repos\/R\/issues\/(\d+)\/comments$/, createComment],
  ["PATCH", /^\/repos\/R\/issues\/comments\/(\d+)$/, updateComment],
  ["POST", /^\/repos\/R\/check-runs$/, createCheck],
  ["POST", /^\/repos\/R\/statuses\/(\w+)$/, createStatus],
  ...commitRoutes,
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

function createCheck({ state, received }: Context): Answer {
  const check = v.parse(checkSchema, received.json);
  if (check.output.summary.length > SUMMARY_CHARACTERS) return tooLong("summary", SUMMARY_CHARACTERS);
  const id = state.checks.length + 1;
  const { name, head_sha: headSha, conclusion, output } = check;
  state.checks.push({ id, name, headSha, conclusion, ...output });
  return { status: 201, body: { id, html_url: `https://github.com/${state.repository}/runs/${id}` } };
}

function createStatus({ state, received, parts }: Context): Answer {
  const status = { sha: parts[0] ?? "", ...v.parse(statusSchema, received.json) };
  state.statuses.push(status);
  return { status: 201, body: status };
}

function showPull({ number, state, head, base, mergedAs }: StoredPull) {
  return {
    number,
    state,
    head: { sha: head.sha, ref: head.ref, repo: { full_name: head.repository } },
    base,
    merged_at: mergedAs === undefined ? null : "2026-01-01T00:00:00Z",
    merge_commit_sha: mergedAs ?? null,
  };
}

function showComment(state: GitHubState, { id, issue, login, body }: StoredComment) {
  const html_url = `https://github.com/${state.repository}/pull/${issue}#issuecomment-${id}`;
  return { id, html_url, body, user: { login } };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function tooLong(field: string, limit: number): Answer {
  const message = `Validation Failed: ${field} is too long (maximum is ${limit} characters)`;
  return { status: 422, body: { message } };
}

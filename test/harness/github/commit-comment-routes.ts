import * as v from "valibot";
import { type Answer, tooLong } from "./message.ts";
import { page } from "./page.ts";
import type { Context, Route } from "./routes.ts";
import type { GitHubState, StoredCommitComment } from "./state.ts";
import { showUser, WRITTEN_AT } from "./user.ts";

/** As for the comments of an issue. */
const BODY_CHARACTERS = 65_536;
const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

const bodySchema = v.object({ body: v.string() });

/** https://docs.github.com/en/rest/commits/comments */
export const commitCommentRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/commits\/(\w+)\/comments$/, list],
  ["POST", /^\/repos\/R\/commits\/(\w+)\/comments$/, create],
  ["PATCH", /^\/repos\/R\/comments\/(\d+)$/, update],
  ["DELETE", /^\/repos\/R\/comments\/(\d+)$/, remove],
];

function list({ state, received, parts }: Context): Answer {
  const comments = state.commitComments.filter(({ sha }) => sha === parts[0]);
  return page(
    comments.map((comment) => show(state, comment)),
    received.url,
  );
}

function create({ state, received, parts }: Context): Answer {
  const { body } = v.parse(bodySchema, received.json);
  if (body.length > BODY_CHARACTERS) return tooLong("body", BODY_CHARACTERS);
  const id = 1 + Math.max(0, ...state.commitComments.map((other) => other.id));
  const comment = { id, sha: parts[0] ?? "", login: state.viewer, body };
  state.commitComments.push(comment);
  return { status: 201, body: show(state, comment) };
}

function update({ state, received, parts }: Context): Answer {
  const comment = state.commitComments.find(({ id }) => id === Number(parts[0]));
  if (comment === undefined) return NOT_FOUND;
  comment.body = v.parse(bodySchema, received.json).body;
  return { status: 200, body: show(state, comment) };
}

function remove({ state, parts }: Context): Answer {
  const index = state.commitComments.findIndex(({ id }) => id === Number(parts[0]));
  if (index < 0) return NOT_FOUND;
  state.commitComments.splice(index, 1);
  return { status: 204 };
}

function show({ repository }: GitHubState, { id, sha, login, body }: StoredCommitComment) {
  return {
    id,
    html_url: `https://github.com/${repository}/commit/${sha}#commitcomment-${id}`,
    commit_id: sha,
    body,
    path: null,
    position: null,
    line: null,
    user: showUser(login),
    created_at: WRITTEN_AT,
    updated_at: WRITTEN_AT,
  };
}

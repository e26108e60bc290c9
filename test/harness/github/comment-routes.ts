import * as v from "valibot";
import { type Answer, tooLong } from "./message.ts";
import { page } from "./page.ts";
import type { Context, Route } from "./routes.ts";
import type { GitHubState, StoredComment } from "./state.ts";
import { showUser, WRITTEN_AT } from "./user.ts";

/** GitHub's limit on a comment, in UTF-16 units: where it counts otherwise, it counts fewer. */
const BODY_CHARACTERS = 65_536;
const EDITED_AT = "2026-01-01T00:01:00Z";
const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

const bodySchema = v.object({ body: v.string() });

/** https://docs.github.com/en/rest/issues/comments */
export const commentRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/issues\/(\d+)\/comments$/, list],
  ["POST", /^\/repos\/R\/issues\/(\d+)\/comments$/, create],
  ["GET", /^\/repos\/R\/issues\/comments$/, listAll],
  ["GET", /^\/repos\/R\/issues\/comments\/(\d+)$/, read],
  ["PATCH", /^\/repos\/R\/issues\/comments\/(\d+)$/, update],
  ["DELETE", /^\/repos\/R\/issues\/comments\/(\d+)$/, remove],
];

function list({ state, received, parts }: Context): Answer {
  const since = Date.parse(received.url.searchParams.get("since") ?? "1970-01-01T00:00:00Z");
  const comments = state.comments.filter(
    (comment) => comment.issue === Number(parts[0]) && Date.parse(updatedAt(comment)) >= since,
  );
  return page(
    comments.map((comment) => show(state, comment)),
    received.url,
  );
}

/** https://docs.github.com/en/rest/issues/comments#list-issue-comments-for-a-repository */
function listAll({ state, received: { url } }: Context): Answer {
  const inOrder = url.searchParams.get("direction") === "desc" ? state.comments.toReversed() : state.comments;
  return page(
    inOrder.map((comment) => show(state, comment)),
    url,
  );
}

function create({ state, received, parts }: Context): Answer {
  const { body } = v.parse(bodySchema, received.json);
  if (body.length > BODY_CHARACTERS) return tooLong("body", BODY_CHARACTERS);
  const id = 1 + Math.max(0, ...state.comments.map((other) => other.id));
  const comment = { id, issue: Number(parts[0]), login: state.viewer, body };
  state.comments.push(comment);
  return { status: 201, body: show(state, comment) };
}

function read({ state, parts }: Context): Answer {
  const comment = state.comments.find(({ id }) => id === Number(parts[0]));
  return comment === undefined ? NOT_FOUND : { status: 200, body: show(state, comment) };
}

function update({ state, received, parts }: Context): Answer {
  const { body } = v.parse(bodySchema, received.json);
  const comment = state.comments.find(({ id }) => id === Number(parts[0]));
  if (comment === undefined) return NOT_FOUND;
  if (body.length > BODY_CHARACTERS) return tooLong("body", BODY_CHARACTERS);
  comment.body = body;
  comment.editedAt ??= EDITED_AT;
  return { status: 200, body: show(state, comment) };
}

function remove({ state, parts }: Context): Answer {
  const index = state.comments.findIndex(({ id }) => id === Number(parts[0]));
  if (index < 0) return NOT_FOUND;
  state.comments.splice(index, 1);
  return { status: 204 };
}

function show(state: GitHubState, comment: StoredComment) {
  const { id, issue, login, body, association = "NONE", app, createdAt = WRITTEN_AT } = comment;
  return {
    id,
    html_url: `https://github.com/${state.repository}/pull/${issue}#issuecomment-${id}`,
    issue_url: `https://api.github.com/repos/${state.repository}/issues/${issue}`,
    body,
    user: showUser(login),
    author_association: association,
    performed_via_github_app: app === undefined ? null : { slug: app },
    created_at: createdAt,
    updated_at: updatedAt(comment),
    reactions: { total_count: state.reactions.filter((reaction) => reaction.comment === id).length },
  };
}

function updatedAt({ createdAt = WRITTEN_AT, editedAt = createdAt }: StoredComment): string {
  return editedAt;
}

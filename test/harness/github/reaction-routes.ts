import * as v from "valibot";
import type { Answer } from "./message.ts";
import { page } from "./page.ts";
import type { StoredReaction } from "./promotion-state.ts";
import type { Context, Route } from "./routes.ts";
import { showUser, WRITTEN_AT } from "./user.ts";

const CONTENTS: readonly string[] = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"];

const reactionSchema = v.object({ content: v.string() });

/** https://docs.github.com/en/rest/reactions/reactions */
export const reactionRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/issues\/comments\/(\d+)\/reactions$/, list],
  ["POST", /^\/repos\/R\/issues\/comments\/(\d+)\/reactions$/, create],
];

function list({ state, received, parts }: Context): Answer {
  const reactions = state.reactions.filter(({ comment }) => comment === Number(parts[0]));
  return page(reactions.map(show), received.url);
}

/** 200 instead of 201 where the account has reacted so before. */
function create({ state, received, parts }: Context): Answer {
  const { content } = v.parse(reactionSchema, received.json);
  const comment = Number(parts[0]);
  if (!state.comments.some(({ id }) => id === comment)) return { status: 404, body: { message: "Not Found" } };
  if (!CONTENTS.includes(content)) return { status: 422, body: { message: "Validation Failed" } };
  const login = state.viewer;
  const before = state.reactions.find(
    (other) => other.comment === comment && other.content === content && other.login === login,
  );
  if (before !== undefined) return { status: 200, body: show(before) };
  const reaction = { id: state.reactions.length + 1, comment, login, content };
  state.reactions.push(reaction);
  return { status: 201, body: show(reaction) };
}

function show({ id, login, content }: StoredReaction) {
  return { id, content, user: showUser(login), created_at: WRITTEN_AT };
}

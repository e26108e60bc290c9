import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Answer } from "./message.ts";
import type { StoredTag } from "./promotion-state.ts";
import type { Context, Route } from "./routes.ts";
import type { GitHubState } from "./state.ts";

const tagSchema = v.object({
  tag: v.string(),
  message: v.string(),
  object: v.string(),
  type: v.literal("commit"),
  tagger: v.object({ name: v.string(), email: v.string(), date: v.pipe(v.string(), v.isoTimestamp()) }),
});

/** https://docs.github.com/en/rest/git/tags: objects, which a ref is still to point to, and those refs. */
export const tagRoutes: readonly Route[] = [
  ["POST", /^\/repos\/R\/git\/tags$/, create],
  ["GET", /^\/repos\/R\/git\/tags\/(\w+)$/, read],
  ["GET", /^\/repos\/R\/git\/matching-refs\/([^/]+)$/, listMatching],
];

function create({ state, received }: Context): Answer {
  const { tag: name, message, object, tagger } = v.parse(tagSchema, received.json);
  if (!state.commits.some((commit) => commit.sha === object)) {
    return { status: 422, body: { message: "Could not verify object" } };
  }
  const tag = { name, message, object, tagger };
  // Named by what it says, as git's objects are.
  const sha = createHash("sha1").update(JSON.stringify(tag)).digest("hex");
  state.tags.set(sha, tag);
  return { status: 201, body: show(sha, tag) };
}

function read({ state, parts: [sha = ""] }: Context): Answer {
  const tag = state.tags.get(sha);
  return tag === undefined ? { status: 404, body: { message: "Not Found" } } : { status: 200, body: show(sha, tag) };
}

/** https://docs.github.com/en/rest/git/refs#list-matching-references: all of them at once. */
function listMatching({ state, parts: [prefix = ""] }: Context): Answer {
  const found = [...state.refs]
    .filter(([ref]) => ref.startsWith(`refs/${prefix}`))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const body = found.map(([ref, sha]) => ({ ref, object: { type: state.tags.has(sha) ? "tag" : "commit", sha } }));
  return { status: 200, body };
}

/** What GraphQL says of tag objects, by the names that the query gives them; null for a query about something else. */
export function answerTagQuery(state: GitHubState, query: string): object | null {
  const asked = [...query.matchAll(/(\w+): object\(oid: "(\w+)"\)/g)];
  if (asked.length === 0) return null;
  return { repository: Object.fromEntries(asked.map(([, name = "", sha = ""]) => [name, targetOf(state, sha)])) };
}

function targetOf(state: GitHubState, sha: string): object | null {
  const tag = state.tags.get(sha);
  if (tag === undefined) return null;
  const { message, tagger, object } = tag;
  return { oid: sha, message, tagger, target: { __typename: "Commit", oid: object } };
}

function show(sha: string, { name, message, object, tagger }: StoredTag) {
  return { sha, tag: name, message, tagger, object: { type: "commit", sha: object } };
}

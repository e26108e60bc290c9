import { createHash } from "node:crypto";
import * as v from "valibot";
import { ancestorsOf, blobSha } from "./commit-routes.ts";
import type { Answer, Received } from "./message.ts";
import type { Context, Route } from "./routes.ts";
import { DEFAULT_BASE, type GitHubState } from "./state.ts";
import { type Files, splitTree, treeSha } from "./tree.ts";

/** Refs, and the writing of git's objects: https://docs.github.com/en/rest/git. */
export const refRoutes: readonly Route[] = [
  ["GET", /^\/repos\/(?!R\/)[\w.-]+\/[\w.-]+$/, readRepository],
  ["GET", /^\/repos\/R\/git\/ref\/([^/]+)$/, readRef],
  ["POST", /^\/repos\/R\/git\/refs$/, createRef],
  ["PATCH", /^\/repos\/R\/git\/refs\/([^/]+)$/, moveRef],
  ["GET", /^\/repos\/R\/git\/trees\/(\w+)$/, readTree],
  ["POST", /^\/repos\/R\/git\/trees$/, createTree],
  ["POST", /^\/repos\/R\/git\/blobs$/, createBlob],
  ["POST", /^\/repos\/R\/git\/commits$/, createCommit],
];

/** What was written and no commit speaks of yet. */
interface Loose {
  readonly trees: Map<string, Files>;
  readonly blobs: Map<string, Buffer>;
}

const loose = new WeakMap<GitHubState, Loose>();
const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

const refSchema = v.object({ ref: v.pipe(v.string(), v.regex(/^refs\/.+\/.+$/)), sha: v.string() });
const moveSchema = v.object({ sha: v.string() });
const blobSchema = v.object({ content: v.string(), encoding: v.literal("utf-8") });
const treeSchema = v.object({
  base_tree: v.optional(v.string()),
  tree: v.array(
    v.object({
      path: v.string(),
      mode: v.literal("100644"),
      type: v.literal("blob"),
      sha: v.optional(v.nullable(v.string())),
      content: v.optional(v.string()),
    }),
  ),
});
const commitSchema = v.object({ message: v.string(), tree: v.string(), parents: v.array(v.string()) });

function readRepository({ state, received }: Context): Answer {
  const isOurs = received.url.pathname === `/repos/${state.repository}`;
  return isOurs ? { status: 200, body: { default_branch: DEFAULT_BASE } } : NOT_FOUND;
}

function readRef({ state, parts }: Context): Answer {
  const ref = `refs/${parts[0]}`;
  const sha = state.refs.get(ref);
  return sha === undefined ? NOT_FOUND : { status: 200, body: show(state, ref, sha) };
}

function createRef({ state, received }: Context): Answer {
  const { ref, sha } = v.parse(refSchema, received.json);
  if (state.refs.has(ref)) return refused("Reference already exists");
  if (isProtected(ref, state, received)) {
    return refused("Repository rule violations found\n\nCannot create ref due to creations being restricted.");
  }
  const isKnown = state.tags.has(sha) || state.commits.some((commit) => commit.sha === sha);
  if (!isKnown) return refused("Object does not exist");
  state.refs.set(ref, sha);
  return { status: 201, body: show(state, ref, sha) };
}

function moveRef({ state, received, parts }: Context): Answer {
  const { sha } = v.parse(moveSchema, received.json);
  const ref = `refs/${parts[0]}`;
  const before = state.refs.get(ref);
  if (before === undefined) return refused("Reference does not exist");
  // As a ruleset says it that asks for a pull request and a check: actions/create-github-app-token#81, dependabot-core#3998.
  if (isProtected(ref, state, received)) {
    const rules = ["Changes must be made through a pull request.", 'Required status check "Airworthy" is expected.'];
    return refused(["Repository rule violations found", ...rules, ""].join("\n\n"));
  }
  if (!ancestorsOf(state, sha).some((commit) => commit.sha === before)) return refused("Update is not a fast forward");
  state.refs.set(ref, sha);
  return { status: 200, body: show(state, ref, sha) };
}

function isProtected(ref: string, { protectedRefs, bypassing }: GitHubState, { token }: Received): boolean {
  return protectedRefs.has(ref) && !bypassing.has(token ?? "");
}

function readTree({ state, parts }: Context): Answer {
  const files = findTree(state, parts[0] ?? "");
  if (files === undefined) return NOT_FOUND;
  const { here, folders } = splitTree(files);
  const blobs = [...here].map(([path, content]) => ({
    path,
    mode: "100644",
    type: "blob",
    size: content.length,
    sha: blobSha(content),
  }));
  const trees = [...folders].map(([path, below]) => {
    looseOf(state).trees.set(treeSha(below), below);
    return { path, mode: "040000", type: "tree", sha: treeSha(below) };
  });
  return { status: 200, body: { sha: parts[0], tree: [...blobs, ...trees], truncated: false } };
}

function createTree({ state, received }: Context): Answer {
  const { base_tree: base, tree } = v.parse(treeSchema, received.json);
  const before = base === undefined ? new Map<string, Buffer>() : findTree(state, base);
  if (before === undefined) return refused("base_tree is not a valid tree");
  const files = new Map(before);
  for (const { path, sha, content } of tree) {
    const blob = content === undefined ? looseOf(state).blobs.get(sha ?? "") : Buffer.from(content);
    if (blob !== undefined) files.set(path, blob);
    else if (sha !== null || !files.delete(path)) return refused("GitRPC::BadObjectState");
  }
  const sha = treeSha(files);
  looseOf(state).trees.set(sha, files);
  return { status: 201, body: { sha } };
}

function createBlob({ state, received }: Context): Answer {
  const content = Buffer.from(v.parse(blobSchema, received.json).content);
  const sha = blobSha(content);
  looseOf(state).blobs.set(sha, content);
  return { status: 201, body: { sha } };
}

function createCommit({ state, received }: Context): Answer {
  const { message, tree, parents } = v.parse(commitSchema, received.json);
  const files = findTree(state, tree);
  const areKnown = parents.every((parent) => state.commits.some(({ sha }) => sha === parent));
  if (files === undefined || !areKnown) return refused("Tree SHA or a parent does not exist");
  const index = state.commits.length;
  const sha = createHash("sha1")
    .update(JSON.stringify([message, tree, parents, index]))
    .digest("hex");
  const committedOn = new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
  state.commits.push({ sha, parents, committedOn, message, files });
  return { status: 201, body: { sha, tree: { sha: tree } } };
}

function findTree(state: GitHubState, sha: string): Files | undefined {
  return looseOf(state).trees.get(sha) ?? state.commits.find(({ files }) => treeSha(files) === sha)?.files;
}

function looseOf(state: GitHubState): Loose {
  const known = loose.get(state) ?? { trees: new Map(), blobs: new Map() };
  loose.set(state, known);
  return known;
}

function show({ tags }: GitHubState, ref: string, sha: string) {
  return { ref, object: { type: tags.has(sha) ? "tag" : "commit", sha } };
}

function refused(message: string): Answer {
  return { status: 422, body: { message } };
}

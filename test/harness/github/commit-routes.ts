import { createHash } from "node:crypto";
import type { Answer } from "./message.ts";
import { page } from "./page.ts";
import type { Context, Route } from "./routes.ts";
import type { GitHubState, StoredCommit } from "./state.ts";
import { treeSha } from "./tree.ts";

/** GitHub leaves larger contents out of the answer: https://docs.github.com/en/rest/repos/contents#get-repository-content */
const INLINE_BYTES = 1024 * 1024;
const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

/** History and contents, of the commits that the state has. */
export const commitRoutes: readonly Route[] = [
  ["GET", /^\/repos\/R\/commits$/, listCommits],
  ["GET", /^\/repos\/R\/commits\/([^/]+)$/, readCommit],
  ["GET", /^\/repos\/R\/git\/commits\/([^/]+)$/, readObject],
  ["GET", /^\/repos\/R\/compare\/(.+)$/, compare],
  ["GET", /^\/repos\/R\/contents\/(.+)$/, readContents],
  ["GET", /^\/repos\/R\/git\/blobs\/(\w+)$/, readBlob],
];

function listCommits({ state, received }: Context): Answer {
  const { url } = received;
  const found = ancestorsOf(state, url.searchParams.get("sha") ?? "");
  return found.length === 0 ? NOT_FOUND : page(found.map(show), url);
}

function readCommit({ state, parts }: Context): Answer {
  const commit = state.commits.find(({ sha }) => sha === parts[0]);
  return commit === undefined ? NOT_FOUND : { status: 200, body: show(commit) };
}

function readObject({ state, parts }: Context): Answer {
  const commit = state.commits.find(({ sha }) => sha === parts[0]);
  return commit === undefined ? NOT_FOUND : { status: 200, body: { ...parentage(commit), ...showObject(commit) } };
}

function compare({ state, parts }: Context): Answer {
  const [base = "", head = ""] = (parts[0] ?? "").split("...");
  const ofHead = ancestorsOf(state, head);
  const common = ancestorsOf(state, base).find((commit) => ofHead.includes(commit));
  return common === undefined ? NOT_FOUND : { status: 200, body: { merge_base_commit: show(common) } };
}

function readContents({ state, received, parts }: Context): Answer {
  const commit = state.commits.find(({ sha }) => sha === received.url.searchParams.get("ref"));
  const path = parts[0] ?? "";
  const content = commit?.files.get(path);
  const below = [...(commit?.files.keys() ?? [])].filter((name) => name.startsWith(`${path}/`));
  if (content === undefined)
    return below.length > 0 ? { status: 200, body: below.map((name) => ({ name })) } : NOT_FOUND;
  const isInline = content.length <= INLINE_BYTES;
  const encoded = { encoding: isInline ? "base64" : "none", content: isInline ? content.toString("base64") : "" };
  return { status: 200, body: { type: "file", path, size: content.length, sha: blobSha(content), ...encoded } };
}

function readBlob({ state, parts }: Context): Answer {
  const contents = state.commits.flatMap(({ files }) => [...files.values()]);
  const content = contents.find((bytes) => blobSha(bytes) === parts[0]);
  if (content === undefined) return NOT_FOUND;
  return { status: 200, body: { encoding: "base64", content: content.toString("base64") } };
}

/** The commit and all before it, newest first. */
export function ancestorsOf(state: GitHubState, sha: string): StoredCommit[] {
  const reached = new Set([sha]);
  return state.commits.toReversed().filter((commit) => {
    if (!reached.has(commit.sha)) return false;
    for (const parent of commit.parents) reached.add(parent);
    return true;
  });
}

/** With the accounts of who wrote it, which nobody here has: those of the object are names only. */
function show(commit: StoredCommit) {
  return { ...parentage(commit), author: null, committer: null, commit: showObject(commit) };
}

function parentage({ sha, parents }: StoredCommit) {
  return { sha, parents: parents.map((parent) => ({ sha: parent })) };
}

/** As git has it: https://docs.github.com/en/rest/git/commits#get-a-commit-object */
function showObject({ committedOn, message = "", files }: StoredCommit) {
  return { message, committer: { date: committedOn }, tree: { sha: treeSha(files) } };
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobSha(content: Buffer): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

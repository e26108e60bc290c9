import { expect, test } from "vitest";
import { addCommit, type GitHub, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { remoteRefStore } from "./ref-store.ts";

const REF = "refs/heads/airworthy-history";
const repository = { owner: "octo-org", repo: "sentiment" };
const log = { info: () => {}, warn: () => {} };

async function open(github: GitHub) {
  const client = await createClient({ token: "t", env: github.env, log });
  return remoteRefStore(client, repository, REF).open();
}

const change = (files: Record<string, string>, deletions: readonly string[] = []) => ({
  files: new Map(Object.entries(files)),
  deletions,
  message: "Record 1 entry",
});

function requestsOf(github: GitHub): string[] {
  return github.requests.map(({ method, path }) => `${method} ${path.replace("/repos/octo-org/sentiment/git/", "")}`);
}

test("a ref that is not there is empty, and is made with its first commit, in four requests", async () => {
  await using github = await startGitHub();
  const state = await open(github);
  expect(state.tip).toBeNull();
  await expect(state.list("history")).resolves.toEqual([]);
  await expect(state.read("README.md", 10)).resolves.toBeNull();
  const commit = await state.commit(change({ "README.md": "hello\n", "history/2026-03.jsonl": "é\n" }));
  expect(github.state.refs.get(REF)).toBe(commit);
  expect(github.state.commits.at(-1)).toMatchObject({ sha: commit, parents: [] });
  expect(requestsOf(github)).toEqual(["GET ref/heads%2Fairworthy-history", "POST trees", "POST commits", "POST refs"]);
});

test("what a change does not name stays, what it deletes goes; what was listed is not asked for again", async () => {
  await using github = await startGitHub();
  const first = addCommit(github.state, { files: { "README.md": "r", "history/a": "1", "history/b": "2\n" } });
  github.state.refs.set(REF, first);
  const state = await open(github);
  await expect(state.list("history")).resolves.toEqual(["a", "b"]);
  await expect(state.read("history/b", 10)).resolves.toBe("2\n");
  await expect(state.read("history/c", 10)).resolves.toBeNull();
  await expect(state.read("history", 10)).resolves.toBeNull();
  const long = "x".repeat(200_000);
  const commit = await state.commit(change({ "history/b": "2\n3\n", "evidence/c.json": long }, ["history/a"]));
  expect(github.state.refs.get(REF)).toBe(commit);
  const files = github.state.commits.at(-1)?.files ?? new Map<string, Buffer>();
  expect(Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString()]))).toEqual({
    "README.md": "r",
    "history/b": "2\n3\n",
    "evidence/c.json": long,
  });
  expect(requestsOf(github).map((line) => line.replace(/[0-9a-f]{40}/, "SHA"))).toEqual([
    "GET ref/heads%2Fairworthy-history",
    "GET commits/SHA",
    "GET trees/SHA",
    "GET trees/SHA",
    "GET blobs/SHA",
    "POST blobs",
    "POST trees",
    "POST commits",
    "PATCH refs/heads%2Fairworthy-history",
  ]);
});

test("a ref that somebody else made or moved since it was opened is left as it is", async () => {
  await using github = await startGitHub();
  const before = await open(github);
  const made = addCommit(github.state, { files: { a: "1" } });
  github.state.refs.set(REF, made);
  await expect(before.commit(change({ a: "2" }))).resolves.toBeNull();
  expect(github.state.refs.get(REF)).toBe(made);
  const later = await open(github);
  const moved = addCommit(github.state, { files: { a: "3" } });
  github.state.refs.set(REF, moved);
  await expect(later.commit(change({ a: "4" }))).resolves.toBeNull();
  expect(github.state.refs.get(REF)).toBe(moved);
});

test("an answer that is lost after the ref moved is asked for again, and nothing is written twice", async () => {
  await using github = await startGitHub();
  github.state.refs.set(REF, addCommit(github.state, { files: { a: "1" } }));
  const state = await open(github);
  github.faults.push({ kind: "bad-gateway-after-write", request: /^PATCH / });
  const commit = await state.commit(change({ a: "2" }));
  expect(github.state.refs.get(REF)).toBe(commit);
  expect(github.state.commits).toHaveLength(2);
});

test("a token that may not write says which permission is missing", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  const state = await open(github);
  await expect(state.commit(change({ a: "1" }))).rejects.toMatchObject({
    kind: "permission",
    remedy: expect.stringContaining("contents: write"),
  });
});

test("a file of more bytes than allowed, or that is no UTF-8, is not read", async () => {
  await using github = await startGitHub();
  const sha = addCommit(github.state, { files: { long: "x".repeat(100) } });
  github.state.refs.set(REF, sha);
  await expect((await open(github)).read("long", 99)).rejects.toThrow(/has 100 bytes; at most 99 are allowed/);
  const latin = new Map([["latin", Buffer.from([0xe9])]]);
  github.state.commits.push({ sha: "d".repeat(40), parents: [], committedOn: "2026-01-01T00:00:00Z", files: latin });
  github.state.refs.set(REF, "d".repeat(40));
  await expect((await open(github)).read("latin", 99)).rejects.toThrow(/is no UTF-8/);
});

test("a tree of which GitHub lists only part, and a text that comes in part, are errors, never what is there", async () => {
  const sha = "a".repeat(40);
  const item = { path: "a", mode: "100644", type: "blob", sha, size: 10 };
  const answers = (truncated: boolean): Readonly<Record<string, unknown>> => ({
    ref: { ref: REF, object: { type: "commit", sha } },
    commits: { tree: { sha } },
    trees: { tree: [item], truncated },
    blobs: { encoding: "base64", content: Buffer.from("123456789").toString("base64") },
  });
  const missing = () => Promise.reject(new Error("only requests are made here"));
  const stateWhere = (truncated: boolean) => {
    const request = async ({ route }: { readonly route: string }) => answers(truncated)[route.split("/")[5] ?? ""];
    const client = { request, list: () => expect.unreachable(), download: missing, graphql: missing };
    return remoteRefStore(client, repository, REF).open();
  };
  await expect((await stateWhere(true)).list("")).rejects.toThrow(/lists only part of the tree/);
  await expect((await stateWhere(false)).list("")).resolves.toEqual(["a"]);
  await expect((await stateWhere(false)).read("a", 10)).rejects.toThrow("GitHub sent 9 of 10 bytes");
});

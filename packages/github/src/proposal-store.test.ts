import { expect, test } from "vitest";
import { addCommit, type GitHub, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { proposalStore } from "./proposal-store.ts";
import { remoteRefStore } from "./ref-store.ts";

const REF = "refs/heads/main";
const repository = { owner: "octo-org", repo: "sentiment" };
const log = { info: () => {}, warn: () => {} };
const CHANGE = { files: new Map([["flags.json", "{}\n"]]), deletions: [], message: "advance to 5 %\n\nEvidence: a\n" };
const FIRST = "https://github.com/octo-org/sentiment/pull/8";

async function start(github: GitHub) {
  github.state.refs.set(REF, addCommit(github.state, { files: { "README.md": "r" } }));
  const client = await createClient({ token: "t", env: github.env, log });
  return { client, store: proposalStore(client, repository, REF, () => "airworthy/ranker-1-2") };
}

test("a change is proposed on a branch of its own: the base stays, and the pull request says what the message says", async () => {
  await using github = await startGitHub();
  const { store } = await start(github);
  const before = github.state.refs.get(REF);
  const state = await store.open();
  await expect(state.read("README.md", 10)).resolves.toBe("r");
  await expect(state.commit(CHANGE)).resolves.toBe(FIRST);
  expect(github.state.refs.get(REF)).toBe(before);
  expect(github.state.pulls.at(-1)).toMatchObject({
    number: 8,
    title: "advance to 5 %",
    body: "Evidence: a",
    head: { ref: "airworthy/ranker-1-2" },
    base: { ref: "main" },
  });
  expect([...(github.state.commits.at(-1)?.files.keys() ?? [])]).toEqual(["README.md", "flags.json"]);
});

test("what was proposed before is not proposed again, and its pull request is named; also after half of it was lost", async () => {
  await using github = await startGitHub();
  const { store } = await start(github);
  await (await store.open()).commit(CHANGE);
  await expect((await store.open()).commit(CHANGE)).resolves.toBe(FIRST);
  github.state.pulls.pop();
  await expect((await store.open()).commit(CHANGE)).resolves.toBe(FIRST);
  expect(github.state.pulls).toHaveLength(2);
});

test("what was merged meanwhile has to be looked at anew; what was rejected is not proposed again by itself", async () => {
  await using github = await startGitHub();
  const { store } = await start(github);
  await (await store.open()).commit(CHANGE);
  const pull = github.state.pulls.at(-1);
  if (pull === undefined) throw new Error("no pull request");
  pull.state = "closed";
  await expect((await store.open()).commit(CHANGE)).rejects.toThrow("was closed without being merged");
  pull.mergedAs = "d".repeat(40);
  await expect((await store.open()).commit(CHANGE)).resolves.toBeNull();
});

test("a push to a protected branch is refused with the way out", async () => {
  await using github = await startGitHub();
  const { client } = await start(github);
  github.state.protectedRefs.add(REF);
  const state = await remoteRefStore(client, repository, REF).open();
  await expect(state.commit(CHANGE)).rejects.toMatchObject({
    kind: "refused",
    remedy: expect.stringMatching(/GitHub App .* bypass .* a branch without .* propose/),
  });
});

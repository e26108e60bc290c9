import { expect, test } from "vitest";
import { addCommit, type GitHub, startGitHub } from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { type RemoteHistory, remoteHistory } from "./commits.ts";

const repository = { owner: "octo-org", repo: "sentiment" };

async function historyOf(github: GitHub): Promise<RemoteHistory> {
  const log = { info: () => {}, warn: () => {} };
  return remoteHistory(await createClient({ token: "t", env: github.env, log }), repository);
}

test("ancestors follow first parents, with the times of their commits", async () => {
  await using github = await startGitHub();
  const first = addCommit(github.state);
  const side = addCommit(github.state);
  const merge = addCommit(github.state, { parents: [first, side] });
  const history = await historyOf(github);
  await expect(history.ancestors(merge, 10)).resolves.toEqual([
    { sha: merge, committedOn: "2026-01-01T00:02:00.000Z" },
    { sha: first, committedOn: "2026-01-01T00:00:00.000Z" },
  ]);
  await expect(history.ancestors(merge, 1)).resolves.toHaveLength(1);
});

test("where side branches crowd the first page, the missing first parents are asked for one by one", async () => {
  await using github = await startGitHub();
  const first = addCommit(github.state);
  const main = addCommit(github.state, { parents: [first] });
  let side = first;
  for (let index = 0; index < 120; index++) side = addCommit(github.state, { parents: [side] });
  const merge = addCommit(github.state, { parents: [main, side] });
  const found = await (await historyOf(github)).ancestors(merge, 3);
  expect(found.map(({ sha }) => sha)).toEqual([merge, main, first]);
  expect(github.requests.map(({ path }) => path.split("?")[0]?.split("/").at(-1))).toEqual(["commits", main, first]);
});

test("the merge base is the best common ancestor, and a name's commit its full SHA", async () => {
  await using github = await startGitHub();
  const first = addCommit(github.state);
  const second = addCommit(github.state);
  const base = addCommit(github.state);
  const head = addCommit(github.state, { parents: [second] });
  const history = await historyOf(github);
  await expect(history.mergeBase(base, head)).resolves.toBe(second);
  await expect(history.resolve(first)).resolves.toBe(first);
});

test("a commit that GitHub does not know, and a permission that is missing, are problems with their kinds", async () => {
  await using github = await startGitHub();
  const history = await historyOf(github);
  await expect(history.resolve("nowhere")).rejects.toMatchObject({ kind: "not-found" });
  await expect(history.ancestors("a".repeat(40), 5)).rejects.toMatchObject({ kind: "not-found" });
  await expect(history.mergeBase("a".repeat(40), "b".repeat(40))).rejects.toMatchObject({ kind: "not-found" });
  github.faults.push({ kind: "read-only" });
  const remedy = expect.stringContaining("contents: read");
  await expect(history.resolve("main")).rejects.toMatchObject({ kind: "permission", remedy });
});

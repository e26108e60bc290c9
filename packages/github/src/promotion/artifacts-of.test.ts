import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { addArtifact, type GitHub, HEAD_SHA, startGitHub, zipArchive } from "../../../../test/harness/github/index.ts";
import { createClient } from "../client.ts";
import { downloadArtifactsOf } from "./artifacts-of.ts";

const OTHER_SHA = "b".repeat(40);

test("evidence is that of all runs on the commit, never that of a fork or of another commit", async () => {
  await using github = await startGitHub();
  add(github, "evidence-a", "first run", { runId: 101 });
  add(github, "evidence-a", "second run", { runId: 102 });
  add(github, "evidence-b", "as well", { runId: 102 });
  add(github, "logs", "of another name", { runId: 102 });
  add(github, "evidence-a", "a fork's", { runId: 103, fromFork: true });
  add(github, "evidence-a", "another commit's", { runId: 104, headSha: OTHER_SHA });
  await expect(texts(github, "evidence-*")).resolves.toEqual(["first run", "second run", "as well"]);
});

test("of an artifact that a run made again the newest counts", async () => {
  await using github = await startGitHub();
  add(github, "evidence", "first attempt", { runId: 101 });
  add(github, "evidence", "second attempt", { runId: 101 });
  await expect(texts(github, "evidence")).resolves.toEqual(["second attempt"]);
});

test("there may be none: what is missing says whoever needs it", async () => {
  await using github = await startGitHub();
  await expect(texts(github, "*")).resolves.toEqual([]);
  add(github, "logs", "of another name", { runId: 102 });
  add(github, "evidence", "a fork's", { runId: 103, fromFork: true });
  await expect(texts(github, "evidence")).resolves.toEqual([]);
});

test("evidence that GitHub has deleted is not passed over", async () => {
  await using github = await startGitHub();
  add(github, "evidence", "gone", { runId: 101, expired: true });
  add(github, "evidence", "there", { runId: 102 });
  await expect(texts(github, "evidence")).rejects.toThrow(/"evidence" has expired/);
});

test("more runs than are looked at are not cut short", async () => {
  await using github = await startGitHub();
  for (let runId = 1; runId <= 101; runId++) add(github, "evidence", "one of many", { runId });
  await expect(texts(github, "evidence")).rejects.toThrow(/101 runs of workflows; the artifacts of 100 are looked at/);
});

function add(
  { state }: GitHub,
  name: string,
  text: string,
  other: { runId: number; headSha?: string; fromFork?: boolean; expired?: boolean },
) {
  addArtifact(state, { name, headSha: HEAD_SHA, content: zipArchive([{ name: "it.json", content: text }]), ...other });
}

async function texts(github: GitHub, pattern: string): Promise<string[]> {
  const silent = { info: () => {}, warn: () => {} };
  const client = await createClient({ token: "token", env: github.env, log: silent });
  const repository = { owner: "octo-org", repo: "sentiment" };
  const files = await downloadArtifactsOf({ pattern, commit: HEAD_SHA, client, repository });
  return await Promise.all(files.map(({ path }) => readFile(path, "utf8")));
}

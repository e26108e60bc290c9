import { expect, test } from "vitest";
import { type GitHub, HEAD_SHA, startGitHub } from "../../../../test/harness/github/index.ts";
import { createClient } from "../client.ts";
import { headTimes } from "./head-times.ts";
import { readIssueOrPull } from "./read-issue-or-pull.ts";

const at = { owner: "octo-org", repo: "sentiment" };
// The stand-in's pull request is of 2026-01-01T00:00:00Z.
const BEFORE = "2025-12-31T23:00:00Z";
const [ONE, TWO, THREE] = ["2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z", "2026-01-01T03:00:00Z"];

test.concurrent("a head is there since the first run on it", async () => {
  await using github = await startGitHub();
  addRun(github, TWO);
  addRun(github, ONE);
  await expect(since(github)).resolves.toBe(ONE);
});

test.concurrent("a commit that is pushed again by force is the head since then, however old its first run is", async () => {
  await using github = await startGitHub();
  addRun(github, ONE);
  github.state.timeline.push({ pull: 7, event: "head_ref_force_pushed", on: TWO });
  await expect(since(github)).resolves.toBeNull();
  addRun(github, THREE);
  await expect(since(github)).resolves.toBe(THREE);
});

test.concurrent("a branch that was closed, deleted or restored tells nothing of before", async () => {
  for (const event of ["head_ref_deleted", "head_ref_restored", "reopened"]) {
    await using github = await startGitHub();
    addRun(github, ONE);
    github.state.timeline.push({ pull: 7, event, on: TWO }, { pull: 7, event: "labeled", on: THREE });
    await expect(since(github), event).resolves.toBeNull();
    addRun(github, TWO);
    await expect(since(github), event).resolves.toBe(TWO);
  }
});

test.concurrent("another pull request's turns, and labels, change nothing", async () => {
  await using github = await startGitHub();
  addRun(github, ONE);
  github.state.timeline.push(
    { pull: 8, event: "head_ref_force_pushed", on: TWO },
    { pull: 7, event: "labeled", on: TWO },
  );
  await expect(since(github)).resolves.toBe(ONE);
});

test.concurrent("runs before the pull request, of another branch or of a fork's branch of that name count for nothing", async () => {
  await using github = await startGitHub();
  addRun(github, BEFORE);
  addRun(github, ONE, { headRef: "other" });
  addRun(github, ONE, { repository: "fork/sentiment" });
  addRun(github, ONE, { headSha: "b".repeat(40) });
  await expect(since(github)).resolves.toBeNull();
});

test.concurrent("what was merged is there since then", async () => {
  await using github = await startGitHub();
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in starts with a pull request");
  addRun(github, ONE);
  Object.assign(pull, { state: "closed", mergedAs: "d".repeat(40) });
  await expect(since(github)).resolves.toBe("2026-01-01T00:00:00Z");
});

test.concurrent("the first of more runs than a page has is found; of more than GitHub lists it is not guessed", async () => {
  await using github = await startGitHub();
  addRun(github, ONE);
  for (let count = 0; count < 150; count++) addRun(github, TWO);
  await expect(since(github)).resolves.toBe(ONE);
  for (let count = 0; count < 900; count++) addRun(github, TWO);
  await expect(since(github)).rejects.toThrow(/more than 1000 runs/);
});

test.concurrent("of a timeline that is too long to be read, nothing is guessed", async () => {
  await using github = await startGitHub();
  addRun(github, THREE);
  for (let count = 0; count < 1_001; count++) github.state.timeline.push({ pull: 7, event: "labeled", on: ONE });
  await expect(since(github)).rejects.toThrow("more than 1000 events");
});

test.concurrent("when the base was changed last is told, and is no turn of the head", async () => {
  await using github = await startGitHub();
  addRun(github, ONE);
  await expect(times(github)).resolves.toEqual({ since: ONE, basedOn: null });
  github.state.timeline.push(
    { pull: 7, event: "automatic_base_change_succeeded", on: THREE },
    { pull: 7, event: "base_ref_changed", on: TWO },
  );
  await expect(times(github)).resolves.toEqual({ since: ONE, basedOn: THREE });
});

function addRun(
  { state }: GitHub,
  createdAt: string,
  other: { headRef?: string; headSha?: string; repository?: string } = {},
) {
  const id = 100 + state.runs.length;
  state.runs.push({ id, event: "push", headSha: HEAD_SHA, headRef: "candidate", createdAt, login: "author", ...other });
}

async function times(github: GitHub) {
  const silent = { info: () => {}, warn: () => {} };
  const client = await createClient({ token: "token", env: github.env, log: silent });
  const pull = await readIssueOrPull(client, at, 7);
  if (pull.kind !== "pull") throw new Error("it is a pull request");
  return await headTimes(client, at, pull);
}

async function since(github: GitHub): Promise<string | null> {
  return (await times(github)).since;
}

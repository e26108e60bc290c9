import { expect, test } from "vitest";
import {
  type Event,
  type GitHub,
  HEAD_SHA,
  issueCommentEvent,
  pullRequestEvent,
  pushEvent,
  REPOSITORY,
  type StoredPull,
  startGitHub,
  workflowRunEvent,
} from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { readExamined } from "./examined.ts";

const BASE = "b".repeat(40);
const ZERO = "0".repeat(40);
const PULL: StoredPull = {
  number: 7,
  state: "open",
  head: { sha: HEAD_SHA, ref: "candidate", repository: REPOSITORY },
  base: { sha: BASE, ref: "main" },
};
const CHANGE = { kind: "change", number: 7, base: BASE, head: HEAD_SHA };

function examine(github: GitHub, event: Event, env = {}) {
  const repository = { owner: "octo-org", repo: "sentiment" };
  const connect = () => createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
  return readExamined({ ...event, repository, run: { id: 1, attempt: 1 } }, env, connect);
}

test("a pull request's event says base and head by itself; those of comments and runs are asked for", async () => {
  await using github = await startGitHub();
  github.state.pulls.splice(0, 1, PULL);
  await expect(examine(github, pullRequestEvent(PULL))).resolves.toEqual(CHANGE);
  for (const name of ["pull_request_target", "pull_request_review", "pull_request_review_comment"]) {
    await expect(examine(github, { ...pullRequestEvent(PULL), name }), name).resolves.toEqual(CHANGE);
  }
  expect(github.requests).toEqual([]);
  await expect(examine(github, issueCommentEvent(7, true))).resolves.toEqual(CHANGE);
  await expect(examine(github, workflowRunEvent(PULL))).resolves.toEqual(CHANGE);
});

test("where a comment or a run has no pull request, or its head moved on, that is an error", async () => {
  await using github = await startGitHub();
  github.state.pulls.splice(0, 1, PULL);
  await expect(examine(github, issueCommentEvent(8, false))).rejects.toThrow(/names no change: #8 is an issue/);
  const moved = { ...PULL, head: { ...PULL.head, sha: "d".repeat(40) } };
  await expect(examine(github, workflowRunEvent(moved))).rejects.toThrow(/moved on/);
});

test("what a merge queue is about to merge is a change without a number", async () => {
  await using github = await startGitHub();
  const payload = { merge_group: { head_sha: HEAD_SHA, base_sha: BASE } };
  await expect(examine(github, { name: "merge_group", payload })).resolves.toEqual({ ...CHANGE, number: null });
});

test("a push says where the branch stood, if it did; any other event examines the commit that it runs on", async () => {
  await using github = await startGitHub();
  const branch = { kind: "branch", tip: HEAD_SHA };
  const push = (before: string) => examine(github, pushEvent("refs/heads/main", HEAD_SHA, before));
  await expect(push(BASE)).resolves.toEqual({ ...branch, before: BASE });
  await expect(push(ZERO)).resolves.toEqual({ ...branch, before: null });
  const env = { GITHUB_SHA: HEAD_SHA };
  await expect(examine(github, { name: "schedule", payload: {} }, env)).resolves.toEqual({ ...branch, before: null });
});

test("a payload of another shape is a UserError that names the field", async () => {
  await using github = await startGitHub();
  const broken = { name: "pull_request", payload: { pull_request: { number: 7, base: { sha: "main" } } } };
  await expect(examine(github, broken)).rejects.toThrow(/pull_request\.base\.sha: "main" was given/);
  await expect(examine(github, { name: "schedule", payload: {} })).rejects.toThrow(/GITHUB_SHA: missing/);
});

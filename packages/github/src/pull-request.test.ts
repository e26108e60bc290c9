import { expect, test } from "vitest";
import {
  type Event,
  type GitHub,
  HEAD_SHA,
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  REPOSITORY,
  type StoredPull,
  startGitHub,
  workflowRunEvent,
} from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { resolvePullRequest } from "./pull-request.ts";

const run = { id: 1000, attempt: 2 };
const ours = {
  owner: "octo-org",
  repo: "sentiment",
  number: 7,
  headSha: HEAD_SHA,
  baseRef: "main",
  fromFork: false,
  run,
};
const fork: StoredPull = {
  number: 8,
  state: "open",
  head: { sha: "f".repeat(40), ref: "patch/1", repository: "contributor/sentiment" },
};

test("a pull_request event says everything itself", async () => {
  await using github = await startGitHub();
  await expect(resolve(github, pullRequestEvent())).resolves.toEqual({ kind: "pull", pull: ours });
  await expect(resolve(github, pullRequestEvent(fork))).resolves.toMatchObject({ pull: { number: 8, fromFork: true } });
  expect(github.requests).toEqual([]);
});

test("a fork's finished run is matched by branch and head commit, and speaks for the triggering run", async () => {
  await using github = await startGitHub();
  github.state.pulls.push(fork);
  await expect(resolve(github, workflowRunEvent(fork, { id: 900, attempt: 3 }))).resolves.toEqual({
    kind: "pull",
    pull: {
      ...ours,
      number: 8,
      headSha: fork.head.sha,
      baseRef: null,
      fromFork: true,
      run: { id: 900, attempt: 3 },
    },
  });
});

test("a finished run whose pull request moved on, was closed, or is another fork's has none, with the reason", async () => {
  await using github = await startGitHub();
  const reasonFor = async (pulls: StoredPull[]) => {
    github.state.pulls.splice(0, Number.POSITIVE_INFINITY, ...pulls);
    const resolution = await resolve(github, workflowRunEvent(fork));
    return resolution.kind === "none" ? resolution.reason : "found";
  };
  const { head } = fork;
  expect(await reasonFor([{ ...fork, head: { ...head, sha: "e".repeat(40) } }])).toContain("#8 moved on from fff");
  expect(await reasonFor([{ ...fork, state: "closed" }])).toContain("no open pull request has the head fff");
  expect(await reasonFor([{ ...fork, head: { ...head, repository: "contributor/other" } }])).toContain("no open pull");
  expect(await reasonFor([fork, { ...fork, number: 9 }])).toContain("#8, #9");
  expect(await reasonFor([fork])).toBe("found");
});

test("a push has none, so that it and the pull request's own event do not both speak; it names its commit", async () => {
  await using github = await startGitHub();
  await expect(resolve(github, pushEvent("refs/heads/candidate", HEAD_SHA))).resolves.toMatchObject({
    kind: "none",
    sha: HEAD_SHA,
  });
  await expect(resolve(github, pushEvent("refs/heads/gone", "0".repeat(40)))).resolves.toMatchObject({ sha: null });
  expect(github.requests).toEqual([]);
});

test("a finished run without a pull request names its commit, unless that is a fork's", async () => {
  await using github = await startGitHub();
  const branch = { ...fork, head: { ...fork.head, repository: REPOSITORY } };
  await expect(resolve(github, workflowRunEvent(branch))).resolves.toMatchObject({ kind: "none", sha: fork.head.sha });
  await expect(resolve(github, workflowRunEvent(fork))).resolves.toMatchObject({ kind: "none", sha: null });
});

test("a comment's pull request is asked for its head; an issue has none", async () => {
  await using github = await startGitHub();
  await expect(resolve(github, issueCommentEvent(7, true))).resolves.toEqual({ kind: "pull", pull: ours });
  await expect(resolve(github, issueCommentEvent(7, false))).resolves.toMatchObject({
    reason: expect.stringMatching(/not a pull request/),
  });
});

test("events without a pull request say so", async () => {
  await using github = await startGitHub();
  for (const event of [
    { name: "schedule", payload: {} },
    { name: "workflow_dispatch", payload: {} },
  ]) {
    await expect(resolve(github, event)).resolves.toMatchObject({ kind: "none", sha: null });
  }
  await expect(resolve(github, mergeGroupEvent())).resolves.toMatchObject({
    kind: "none",
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
});

test("a payload of the wrong shape is a UserError that names the field", async () => {
  await using github = await startGitHub();
  const head = { sha: "not a sha", repo: { full_name: REPOSITORY } };
  for (const payload of [null, {}, { pull_request: { number: 0, head } }, { pull_request: { number: 7, head } }]) {
    await expect(resolve(github, { name: "pull_request", payload })).rejects.toMatchObject({ name: "UserError" });
  }
});

async function resolve(github: GitHub, { name, payload }: Event) {
  const client = await createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
  return resolvePullRequest({ name, payload, repository: { owner: "octo-org", repo: "sentiment" }, run }, client);
}

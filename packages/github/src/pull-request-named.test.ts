import { expect, test } from "vitest";
import {
  type Event,
  type GitHub,
  HEAD_SHA,
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  startGitHub,
  workflowRunEvent,
} from "../../../test/harness/github/index.ts";
import { createClient } from "./client.ts";
import { upsertComment } from "./comment.ts";
import { resolveNamedPull } from "./pull-request-named.ts";

const MAIN_SHA = "d".repeat(40);
const repository = { owner: "octo-org", repo: "sentiment" };
const run = { id: 1000, attempt: 2 };
const OUTSIDE = {
  kind: "pull",
  pull: { ...repository, number: 7, headSha: MAIN_SHA, baseRef: null, fromFork: false, run, isOfAnotherCommit: true },
};

const schedule: Event = { name: "schedule", payload: {} };

test("under events without a pull request the named one gets the comment, and the event's commit is the examined one", async () => {
  await using github = await startGitHub();
  for (const name of ["schedule", "workflow_dispatch", "repository_dispatch", "release"]) {
    await expect(resolve(github, { name, payload: {} }, 7)).resolves.toEqual(OUTSIDE);
  }
  await expect(resolve(github, pushEvent("refs/heads/main", MAIN_SHA), 7)).resolves.toEqual(OUTSIDE);
  expect(github.requests).toEqual([]);
});

test("a push that deleted its branch examined nothing", async () => {
  await using github = await startGitHub();
  await expect(resolve(github, pushEvent("refs/heads/gone", "0".repeat(40)), 7)).resolves.toMatchObject({
    kind: "none",
  });
});

test("under an event that has a pull request it must be that one", async () => {
  await using github = await startGitHub();
  for (const event of [pullRequestEvent(), workflowRunEvent(), issueCommentEvent(7, true)]) {
    const resolution = await resolve(github, event, 7);
    expect(resolution).toMatchObject({ kind: "pull", pull: { number: 7, headSha: HEAD_SHA } });
    expect(resolution).not.toHaveProperty("pull.isOfAnotherCommit");
    await expect(resolve(github, event, 8)).rejects.toMatchObject({
      name: "UserError",
      message: `pull-request: 8 was given, but the event ${event.name} is about #7`,
    });
  }
});

test("an event that may come from a fork, or stands for several, is given none by name", async () => {
  await using github = await startGitHub();
  github.state.pulls.length = 0;
  for (const event of [
    workflowRunEvent(),
    issueCommentEvent(7, false),
    mergeGroupEvent(),
    { name: "x", payload: {} },
  ]) {
    await expect(resolve(github, event, 7)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(/^pull-request: 7 was given, but /),
    });
  }
});

test("its comment is written whatever its head, but not where it was closed unmerged without one", async () => {
  await using github = await startGitHub();
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in starts with a pull request");
  const post = async (text: string) => {
    const resolution = await resolve(github, schedule, 7);
    if (resolution.kind === "none") throw new Error(resolution.reason);
    const draft = () => ({ text, note: "" });
    return (await upsertComment(await connect(github), resolution.pull, { key: "canary", draft })).state;
  };
  pull.state = "closed";
  expect(await post("one")).toBe("closed");
  pull.mergedAs = MAIN_SHA;
  expect(await post("two")).toBe("created");
  delete pull.mergedAs;
  expect(await post("three")).toBe("updated");
});

test("an issue's number is no pull request's", async () => {
  await using github = await startGitHub();
  const resolution = await resolve(github, schedule, 99);
  if (resolution.kind === "none") throw new Error(resolution.reason);
  const draft = () => ({ text: "x", note: "" });
  await expect(upsertComment(await connect(github), resolution.pull, { key: "canary", draft })).rejects.toMatchObject({
    kind: "not-found",
  });
  expect(github.state.comments).toEqual([]);
});

async function resolve(github: GitHub, { name, payload }: Event, number: number) {
  return resolveNamedPull({ name, payload, repository, run }, number, { GITHUB_SHA: MAIN_SHA }, await connect(github));
}

function connect(github: GitHub) {
  return createClient({ token: "t", env: github.env, log: { info: () => {}, warn: () => {} } });
}

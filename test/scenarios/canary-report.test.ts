import { expect, test } from "vitest";
import { ADVANCING, ROLLING_BACK, statementOf, UNDECIDED } from "../../packages/canary/fixtures/example.ts";
import { type Event, type GitHub, pullRequestEvent, type StoredPull, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const MAIN_SHA = "d".repeat(40);
const KEY = "canary-review-sentiment-2";
const SCHEDULE: Event = { name: "schedule", payload: {} };

test.concurrent("a rollout's scheduled looks keep one comment on the merged pull request, beside its own report", async () => {
  await using github = await startGitHub();
  await using change = await createWorkspace(behaviorEvidence());
  await postReportStep(github, change, { event: pullRequestEvent(), run: { id: 999, attempt: 1 } });
  pullOf(github).state = "closed";
  pullOf(github).mergedAs = MAIN_SHA;

  expect(await look(github, UNDECIDED, { id: 1000 })).toMatchObject({ comment: "created", verdict: "inconclusive" });
  expect(bodyOf(github, KEY)).toContain("**Undecided: 1 without enough evidence**");
  expect(await look(github, ADVANCING, { id: 1001 })).toMatchObject({ comment: "updated", verdict: "pass" });
  expect(bodyOf(github, KEY)).toContain("**Advancing: 4 stable**");
  expect(await look(github, ROLLING_BACK, { id: 1002 })).toMatchObject({ comment: "updated", verdict: "fail" });
  expect(bodyOf(github, KEY)).toContain("**Rolling back: 1 regression**");

  expect(github.state.comments).toHaveLength(2);
  expect(bodyOf(github, "airworthy")).toContain("Negation fails more often");
  // Each look's check stands on the commit that its workflow ran for, not on the pull request's.
  const checks = github.state.checks.filter(({ headSha }) => headSha === MAIN_SHA);
  expect(checks.map(({ conclusion }) => conclusion)).toEqual(["neutral", "success", "failure"]);
});

test.concurrent("an older look that finishes last writes nothing, and a re-run that finds the same neither", async () => {
  await using github = await startGitHub();
  await look(github, ROLLING_BACK, { id: 1002 });
  const body = bodyOf(github, KEY);
  expect(await look(github, ADVANCING, { id: 1001 })).toMatchObject({ comment: "outrun" });
  expect(await look(github, ROLLING_BACK, { id: 1002, attempt: 2 })).toMatchObject({ comment: "unchanged" });
  expect(bodyOf(github, KEY)).toBe(body);
});

test.concurrent("another rollout has a comment of its own", async () => {
  await using github = await startGitHub();
  await look(github, UNDECIDED, { id: 1000 });
  await look(github, ROLLING_BACK, { id: 1001, key: "canary-other" });
  expect(github.state.comments).toHaveLength(2);
  expect(bodyOf(github, KEY)).toContain("**Undecided");
  expect(bodyOf(github, "canary-other")).toContain("**Rolling back");
});

test.concurrent("a look after a new commit on the pull request still writes", async () => {
  await using github = await startGitHub();
  await look(github, UNDECIDED, { id: 1000 });
  pullOf(github).head.sha = "e".repeat(40);
  expect(await look(github, ADVANCING, { id: 1001 })).toMatchObject({ comment: "updated" });
});

test.concurrent("a pull request that was closed unmerged gets none", async () => {
  await using github = await startGitHub();
  pullOf(github).state = "closed";
  expect(await look(github, UNDECIDED, { id: 1000 })).toMatchObject({ comment: "closed" });
  expect(github.state.comments).toEqual([]);
});

test.concurrent("under a pull request's own event another number is an error, and nothing is written", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(statementOf());
  const inputs = { "pull-request": "8", key: KEY };
  const run = await postReportStep(github, workspace, { event: pullRequestEvent(), inputs });
  expect(run.exitCode).not.toBe(0);
  expect(`${run.stdout}${run.stderr}`).toContain("pull-request: 8 was given, but the event pull_request is about #7");
  expect(github.state.comments).toEqual([]);
  expect(github.state.checks).toEqual([]);
});

interface Look {
  readonly id: number;
  readonly attempt?: number;
  readonly key?: string;
}

/** What a scheduled run does that reports this analysis. */
async function look(github: GitHub, analysis: typeof UNDECIDED, { id, attempt = 1, key = KEY }: Look) {
  await using workspace = await createWorkspace(statementOf(analysis));
  const run = await postReportStep(github, workspace, {
    event: SCHEDULE,
    run: { id, attempt },
    inputs: { "pull-request": "7", key, "fail-on": "never" },
    env: { GITHUB_SHA: MAIN_SHA },
  });
  expect(run.stderr).toBe("");
  return run.outputs;
}

function pullOf(github: GitHub): StoredPull {
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in starts with a pull request");
  return pull;
}

function bodyOf(github: GitHub, key: string): string {
  return github.state.comments.find(({ body }) => body.includes(`<!-- airworthy key=${key} `))?.body ?? "";
}

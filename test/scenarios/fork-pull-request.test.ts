import { formatStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import {
  addArtifact,
  type GitHub,
  type StoredPull,
  startGitHub,
  workflowRunEvent,
  zipArchive,
} from "../harness/github/index.ts";
import type { ActionRun } from "../harness/runner.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const HEAD = { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" };

/** The fork's pull request; its own object, since tests move it. */
function forkPull(changes: Partial<StoredPull> = {}): StoredPull {
  return { number: 8, state: "open", head: { ...HEAD }, ...changes };
}

interface Ended {
  readonly pull?: StoredPull;
  readonly id?: number;
  readonly attempt?: number;
  /** Of the evidence that the run left, in all of its attempts. */
  readonly headline?: string;
}

/** The second stage, after a run has ended that left this evidence. */
async function report(
  github: GitHub,
  { pull = forkPull(), id = 900, attempt = 1, headline }: Ended,
): Promise<ActionRun> {
  const content = zipArchive([
    { name: "a.json", content: formatStatement(behaviorEvidence({ headline: headline ?? "" })) },
  ]);
  if (headline !== undefined) addArtifact(github.state, { name: "evidence-behavior", runId: id, content });
  await using workspace = await createWorkspace();
  const event = workflowRunEvent(pull, { id, attempt });
  return await postReportStep(github, workspace, { event, inputs: { artifacts: "evidence-*" } });
}

function commented(github: GitHub): number[] {
  return github.state.comments.map(({ issue }) => issue);
}

test.concurrent("a pull request that moved on is left to the newer commit's run, which reports", async () => {
  await using github = await startGitHub();
  const newer = forkPull({ head: { ...HEAD, sha: "e".repeat(40) } });
  github.state.pulls.push(newer);
  const late = await report(github, { headline: "Of the older commit" });
  expect(late.outputs).toMatchObject({ verdict: "fail", comment: "none", "check-url": "" });
  expect(late.stdout).toContain(`the head of #8 moved on from ${HEAD.sha} to ${newer.head.sha}`);
  expect([github.state.comments, github.state.checks]).toEqual([[], []]);
  await report(github, { pull: newer, id: 901, headline: "Of the newer commit" });
  expect(github.state.comments).toMatchObject([{ issue: 8, body: expect.stringContaining("Of the newer commit") }]);
});

test.concurrent("one commit that is the head of two branches' pull requests is reported to the branch that was examined", async () => {
  await using github = await startGitHub();
  const twin = forkPull({ number: 9, head: { ...HEAD, ref: "patch-2" } });
  const here = forkPull({ number: 10, head: { ...HEAD, repository: "octo-org/sentiment" } });
  github.state.pulls.push(forkPull(), twin, here);
  await report(github, { pull: twin, headline: "Of the second branch" });
  expect(commented(github)).toEqual([9]);
  await report(github, { pull: here, id: 901, headline: "Of the repository's own branch" });
  expect(commented(github)).toEqual([9, 10]);
});

test.concurrent("of a branch that two pull requests propose, to two bases, it cannot be told which: neither is written to", async () => {
  await using github = await startGitHub();
  github.state.pulls.push(forkPull(), forkPull({ number: 9, base: { ref: "release", sha: "c".repeat(40) } }));
  const run = await report(github, { headline: "Of both" });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain("is the head of several pull requests: #8, #9");
  expect(run.summary).toContain("Of both");
  expect(commented(github)).toEqual([]);
});

test.concurrent("a pull request that was closed meanwhile gets no comment", async () => {
  await using github = await startGitHub();
  github.state.pulls.push(forkPull({ state: "closed" }));
  const run = await report(github, { headline: "Too late" });
  expect(run.outputs).toMatchObject({ comment: "none", "comment-url": "" });
  expect(commented(github)).toEqual([]);
});

test.concurrent("a run of a merge queue is no pull request's: the check is on the queue's commit, where a branch rule looks for it", async () => {
  await using github = await startGitHub();
  const ref = "gh-readonly-queue/main/pr-7-cccccccccccccccccccccccccccccccccccccccc";
  const pull = forkPull({ head: { sha: "b".repeat(40), ref, repository: "octo-org/sentiment" } });
  const run = await report(github, { pull, headline: "Of the queue" });
  expect(run.outputs).toMatchObject({ comment: "none" });
  expect(github.state.checks).toMatchObject([{ headSha: "b".repeat(40), conclusion: "failure" }]);
  expect(commented(github)).toEqual([]);
});

test.concurrent("another run's artifacts are not this one's evidence", async () => {
  await using github = await startGitHub();
  github.state.pulls.push(forkPull());
  await report(github, { headline: "Of run 900" });
  const run = await report(github, { id: 901 });
  expect(run.outputs["verdict"]).toBe("error");
  expect(run.annotations[0]?.message).toContain('"evidence-*": none matches');
});

test.concurrent("of a run's attempts the latest is reported, whichever ends first", async () => {
  await using github = await startGitHub();
  github.state.pulls.push(forkPull());
  const second = await report(github, { attempt: 2, headline: "Of the second attempt" });
  expect(second.outputs["comment"]).toBe("created");
  const [comment] = github.state.comments;
  const [check] = github.state.checks;
  const first = await report(github, { attempt: 1 });
  expect(first.outputs).toMatchObject({ comment: "outrun", "check-url": "" });
  expect([github.state.comments, github.state.checks]).toEqual([[comment], [check]]);
  const third = await report(github, { attempt: 3, headline: "Of the third attempt" });
  expect(third.outputs["comment"]).toBe("updated");
  expect(github.state.comments).toMatchObject([{ body: expect.stringContaining("Of the third attempt") }]);
});

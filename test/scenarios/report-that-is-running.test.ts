import { expect, test } from "vitest";
import { type GitHub, HEAD_SHA, pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const RUNNING = { state: "running" };
const SECOND = { id: 1001, attempt: 1 };

test.concurrent("the comment and the check say that a result is to come, with the last one folded, then bring it", async () => {
  await using github = await startGitHub();
  await using before = await createWorkspace(behaviorEvidence());
  await postReportStep(github, before);
  const event = push(github, "b");

  await using nothing = await createWorkspace();
  const running = await postReportStep(github, nothing, { event, run: SECOND, inputs: RUNNING });
  expect(running.exitCode).toBe(0);
  expect(running.outputs).toMatchObject({ verdict: "inconclusive", "reason-code": "running", comment: "updated" });
  expect(running.summary).toBe("");
  const lines = bodyOf(github).split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "> [!NOTE]",
    expect.stringMatching(/^> \*\*Running\*\* for `bbbbbbb` · .*runs\/1001/),
  ]);
  expect(bodyOf(github)).toMatch(/<summary>Last result, for .*Not ready: 1 regression<\/summary>/);
  expect(bodyOf(github)).toContain("Negation fails more often");
  expect(bodyOf(github).match(/\[!/g)).toHaveLength(1);
  expect(github.state.checks.at(-1)).toMatchObject({ status: "in_progress", headSha: "b".repeat(40) });

  await using after = await createWorkspace(behaviorEvidence({ headline: "Still worse" }));
  const result = await postReportStep(github, after, { event, run: SECOND });
  expect(result.outputs["comment"]).toBe("updated");
  expect(bodyOf(github)).toContain("Still worse");
  expect(bodyOf(github)).not.toMatch(/Running|Last result/);
  expect(github.state.checks.map(({ status, conclusion }) => [status, conclusion])).toEqual([
    ["completed", "failure"],
    ["completed", "failure"],
  ]);
});

test.concurrent("of several pushes in a row the last result stays folded below", async () => {
  await using github = await startGitHub();
  await using before = await createWorkspace(behaviorEvidence());
  await postReportStep(github, before);
  await postReportStep(github, before, { event: push(github, "b"), run: SECOND, inputs: RUNNING });
  await postReportStep(github, before, { event: push(github, "c"), run: { id: 1002, attempt: 1 }, inputs: RUNNING });
  expect(bodyOf(github)).toContain("**Running** for `ccccccc`");
  expect(bodyOf(github)).toContain("Negation fails more often");
  expect(bodyOf(github).match(/<summary>Last result/g)).toHaveLength(1);
});

test.concurrent("a job that fails before there is evidence leaves no comment and no check at running", async () => {
  await using github = await startGitHub();
  await using nothing = await createWorkspace();
  await postReportStep(github, nothing, { inputs: RUNNING });
  const run = await postReportStep(github, nothing);
  expect(run.exitCode).toBe(1);
  expect(run.outputs["verdict"]).toBe("error");
  expect(bodyOf(github)).toContain("No result: the job failed before reporting");
  expect(github.state.checks).toMatchObject([{ status: "completed", conclusion: "failure", headSha: HEAD_SHA }]);
});

test.concurrent("running overwrites no result of its own run or of a later one, and no check of theirs", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  await postReportStep(github, workspace, { run: SECOND });
  const body = bodyOf(github);
  for (const id of [1000, 1001]) {
    const run = await postReportStep(github, workspace, { run: { id, attempt: 1 }, inputs: RUNNING });
    expect(run.outputs["comment"], `${id}`).toBe("outrun");
  }
  expect(bodyOf(github)).toBe(body);
  expect(github.state.checks).toHaveLength(1);
});

test.concurrent("where comments are written on change only, the check alone says running", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace();
  const run = await postReportStep(github, workspace, { inputs: { ...RUNNING, comment: "on-change" } });
  expect(run.outputs["comment"]).toBe("not-wanted");
  expect(github.state.comments).toEqual([]);
  expect(github.state.checks).toMatchObject([{ status: "in_progress" }]);
});

function push(github: GitHub, digit: string) {
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in starts with a pull request");
  pull.head.sha = digit.repeat(40);
  return pullRequestEvent(pull);
}

function bodyOf(github: GitHub): string {
  return github.state.comments[0]?.body ?? "";
}

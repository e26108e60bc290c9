import { expect, test } from "vitest";
import { pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("a fork's read-only token leaves the step green, says why, and keeps the report in the summary", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  const head = { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" };
  const pull = { number: 8, state: "open", head } as const;
  github.state.pulls.push(pull);
  await using workspace = await createWorkspace(
    behaviorEvidence({ verdict: "pass", change: "improvement", headline: "Negation improved" }),
  );
  const run = await postReportStep(github, workspace, { event: pullRequestEvent(pull) });
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: "pass", comment: "not-permitted", "comment-url": "" });
  expect(run.summary).toContain("Negation improved");
  expect(run.annotations.map(({ level }) => level)).toEqual(["warning", "warning"]);
  expect(run.annotations[0]?.message).toContain("permissions: pull-requests: write");
  expect(run.annotations[0]?.message).toContain("workflow_run");
  expect(github.state.comments).toEqual([]);
});

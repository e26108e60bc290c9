import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { postReportStep, writesOf } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("a re-run that finds the same leaves the comment untouched", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  await postReportStep(github, workspace);
  const body = github.state.comments[0]?.body;
  github.requests.length = 0;
  const run = await postReportStep(github, workspace, { run: { id: 1000, attempt: 2 } });
  expect(run.outputs["comment"]).toBe("unchanged");
  expect(writesOf(github)).toEqual(["POST /repos/octo-org/sentiment/check-runs"]);
  expect(github.state.comments.map((comment) => comment.body)).toEqual([body]);
});

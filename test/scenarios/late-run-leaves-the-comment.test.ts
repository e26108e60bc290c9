import { expect, test } from "vitest";
import { pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("the run of an older commit that finishes last does not overwrite the newer commit's report", async () => {
  await using github = await startGitHub();
  const [pull] = github.state.pulls;
  if (pull === undefined) throw new Error("the stand-in starts with a pull request");
  const older = pullRequestEvent(pull);
  pull.head.sha = "b".repeat(40);
  await using newer = await createWorkspace(behaviorEvidence({ headline: "What the newer commit does" }));
  await postReportStep(github, newer, { event: pullRequestEvent(pull), run: { id: 1001, attempt: 1 } });
  const body = github.state.comments[0]?.body;

  await using late = await createWorkspace(behaviorEvidence({ headline: "What the older commit did" }));
  const run = await postReportStep(github, late, { event: older, run: { id: 1000, attempt: 1 } });
  expect(run.outputs["comment"]).toBe("outrun");
  const rerun = await postReportStep(github, late, { event: older, run: { id: 1002, attempt: 1 } });
  expect(rerun.outputs["comment"]).toBe("stale");
  expect(github.state.comments.map((comment) => comment.body)).toEqual([body]);
  expect(rerun.summary).toContain("What the older commit did");
});

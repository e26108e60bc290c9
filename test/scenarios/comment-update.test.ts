import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("a later report takes the place of the earlier one in the same comment, and the check turns green", async () => {
  await using github = await startGitHub();
  await using before = await createWorkspace(behaviorEvidence());
  await postReportStep(github, before);
  await using after = await createWorkspace(
    behaviorEvidence({ verdict: "pass", change: "stable", headline: "Steady" }),
  );
  const run = await postReportStep(github, after, { run: { id: 1001, attempt: 1 } });
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: "pass", comment: "updated" });
  expect(github.state.comments).toHaveLength(1);
  expect(github.state.comments[0]?.body).toContain("Steady");
  expect(github.state.comments[0]?.body).not.toContain("Not ready");
  expect(github.state.checks.map(({ conclusion }) => conclusion)).toEqual(["failure", "success"]);
});

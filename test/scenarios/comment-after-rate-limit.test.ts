import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("a rate limit and a secondary limit are waited for, and the log says so", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  github.faults.push(
    { kind: "rate-limit", retryAfter: 1, request: /^GET .*comments/ },
    { kind: "secondary-limit", retryAfter: 1, request: /^POST .*comments/ },
  );
  const run = await postReportStep(github, workspace);
  expect(run.outputs["comment"]).toBe("created");
  expect(github.state.comments).toHaveLength(1);
  expect(run.stdout.match(/attempt 2 follows in 1 s/g)).toHaveLength(2);
});

test("a limit of an hour fails the step at once, with the time and the report in the summary", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence({ verdict: "pass", change: "stable" }));
  github.faults.push({ kind: "secondary-limit", retryAfter: 3_600, request: /^POST .*comments/ });
  const run = await postReportStep(github, workspace);
  expect(run.exitCode).not.toBe(0);
  expect(run.outputs).toMatchObject({ verdict: "error", "reason-code": "not-posted" });
  expect(run.outputs["headline"]).toContain("asks to wait 3600 s");
  expect(run.summary).toContain("Negation fails more often");
});

import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("a failure of GitHub's that passes leaves one comment, whether or not the first attempt arrived", async () => {
  for (const kind of ["server-error", "bad-gateway-after-write"] as const) {
    await using github = await startGitHub();
    await using workspace = await createWorkspace(behaviorEvidence());
    github.faults.push({ kind: "server-error", request: /^GET .*pulls\/7/ }, { kind, request: /^POST .*comments/ });
    const run = await postReportStep(github, workspace);
    expect(run.exitCode, kind).toBe(1);
    expect(github.state.comments, kind).toHaveLength(1);
    expect(github.state.checks, kind).toHaveLength(1);
  }
});

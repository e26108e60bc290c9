import { expect, test } from "vitest";
import { HEAD_SHA, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("the first report of a pull request is a comment, a check on its head, and a summary", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const run = await postReportStep(github, workspace);
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: "fail", "reason-code": "not-ready", comment: "created" });
  expect(run.environmentWrites).toBe("");
  const [comment] = github.state.comments;
  const lines = comment?.body.split("\n") ?? [];
  expect(lines[0]).toBe("> [!CAUTION]");
  expect(lines[1]).toContain("Not ready: 1 regression");
  const marker = `<!-- airworthy key=airworthy schema=1 head=${HEAD_SHA} run=1000 attempt=1 note=`;
  expect(lines.at(-1)?.startsWith(marker)).toBe(true);
  expect(run.summary).toContain("Not ready: 1 regression");
  expect(github.state.checks).toMatchObject([{ name: "Airworthy", headSha: HEAD_SHA, conclusion: "failure" }]);
  expect(github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /repos/octo-org/sentiment/issues/7/comments?per_page=100&page=1",
    "GET /repos/octo-org/sentiment/pulls/7",
    "POST /repos/octo-org/sentiment/issues/7/comments",
    `GET /repos/octo-org/sentiment/commits/${HEAD_SHA}/check-runs?check_name=Airworthy`,
    "POST /repos/octo-org/sentiment/check-runs",
  ]);
});

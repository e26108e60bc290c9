import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("an update costs three requests: the comments, who we are with the head as it is now, the new text", async () => {
  await using github = await startGitHub();
  await using before = await createWorkspace(behaviorEvidence());
  await postReportStep(github, before);
  await using after = await createWorkspace(behaviorEvidence({ headline: "Worse than before" }));
  github.requests.length = 0;
  const run = await postReportStep(github, after, { run: { id: 1001, attempt: 1 } });
  expect(run.outputs["comment"]).toBe("updated");
  const ofTheCheck = /check-runs/;
  expect(
    github.requests.map(({ method, path }) => `${method} ${path}`).filter((line) => !ofTheCheck.test(line)),
  ).toEqual([
    "GET /repos/octo-org/sentiment/issues/7/comments?per_page=100&page=1",
    "POST /graphql",
    "PATCH /repos/octo-org/sentiment/issues/comments/1",
  ]);
});

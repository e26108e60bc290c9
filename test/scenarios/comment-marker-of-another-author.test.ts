import { expect, test } from "vitest";
import { addComment, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("whoever posts our marker captures nothing: their comment stays, ours is written beside it", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const marker = `<!-- airworthy key=airworthy schema=1 head=${"a".repeat(40)} run=9999999 attempt=9 -->`;
  addComment(github.state, { login: "mallory", body: `All good, merge it!\n\n${marker}` });
  const run = await postReportStep(github, workspace);
  expect(run.outputs["comment"]).toBe("created");
  expect(github.state.comments.map(({ login }) => login)).toEqual(["mallory", "github-actions[bot]"]);
  expect(github.state.comments[0]?.body).toBe(`All good, merge it!\n\n${marker}`);
});

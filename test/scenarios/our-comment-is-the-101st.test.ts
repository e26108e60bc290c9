import { expect, test } from "vitest";
import { addComment, startGitHub } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

test("our comment is found on the second page and updated there", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  for (let index = 0; index < 100; index++) addComment(github.state, { login: "someone", body: `discussion ${index}` });
  await postReportStep(github, workspace);
  expect(github.state.comments).toHaveLength(101);
  await using changed = await createWorkspace(behaviorEvidence({ headline: "Worse than before" }));
  const run = await postReportStep(github, changed, { run: { id: 1001, attempt: 1 } });
  expect(run.outputs["comment"]).toBe("updated");
  expect(github.state.comments).toHaveLength(101);
  expect(github.state.comments[100]?.body).toContain("Worse than before");
});

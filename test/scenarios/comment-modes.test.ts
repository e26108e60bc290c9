import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { postReportStep, writesOf } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const STEADY = { verdict: "pass", change: "stable", headline: "Steady" } as const;

test.concurrent("on-change leaves a comment whose verdict and counts are the same, and sets the check all the same", async () => {
  await using github = await startGitHub();
  const inputs = { comment: "on-change" };
  await using before = await createWorkspace(behaviorEvidence());
  await expect(postReportStep(github, before, { inputs })).resolves.toMatchObject({ outputs: { comment: "created" } });
  await using same = await createWorkspace(behaviorEvidence({ headline: "Other words for it" }));
  github.requests.length = 0;
  const kept = await postReportStep(github, same, { inputs, run: { id: 1001, attempt: 1 } });
  expect(kept.outputs).toMatchObject({
    comment: "not-wanted",
    "comment-url": expect.stringMatching(/issuecomment-1$/),
  });
  expect(kept.summary).toContain("Other words for it");
  expect(writesOf(github)).toEqual(["POST /repos/octo-org/sentiment/check-runs"]);

  await using worse = await createWorkspace(behaviorEvidence({ titles: ["negation", "typos"] }));
  const run = { id: 1002, attempt: 1 };
  const written = await postReportStep(github, worse, { inputs, run });
  expect(written.outputs["comment"]).toBe("updated");
  expect(github.state.comments[0]?.body).toContain("2 regressions");
});

test.concurrent("on-failure says nothing of a pass, but turns its own comment green when all is mended", async () => {
  await using github = await startGitHub();
  const inputs = { comment: "on-failure" };
  await using good = await createWorkspace(behaviorEvidence(STEADY));
  await expect(postReportStep(github, good, { inputs })).resolves.toMatchObject({ outputs: { comment: "not-wanted" } });
  expect(github.state.comments).toEqual([]);

  await using bad = await createWorkspace(behaviorEvidence());
  await postReportStep(github, bad, { inputs, run: { id: 1001, attempt: 1 } });
  expect(github.state.comments[0]?.body).toContain("Not ready");
  const mended = await postReportStep(github, good, { inputs, run: { id: 1002, attempt: 1 } });
  expect(mended.outputs["comment"]).toBe("updated");
  expect(github.state.comments[0]?.body).toContain("Steady");
  expect(github.state.comments[0]?.body).not.toContain("Not ready");
  expect(github.state.checks.map(({ conclusion }) => conclusion)).toEqual(["success", "failure", "success"]);
});

test.concurrent("never writes no comment and asks for none", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const run = await postReportStep(github, workspace, { inputs: { comment: "never" } });
  expect(run.outputs).toMatchObject({ verdict: "fail", comment: "not-wanted", "comment-url": "" });
  expect(run.summary).toContain("Negation fails more often");
  expect(github.requests.filter(({ path }) => !path.includes("check-runs"))).toEqual([]);
  expect(github.state.checks).toHaveLength(1);
});

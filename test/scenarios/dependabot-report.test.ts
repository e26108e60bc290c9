import { formatStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { addArtifact, pullRequestEvent, startGitHub, workflowRunEvent, zipArchive } from "../harness/github/index.ts";
import { postReportStep, writesOf } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

/** Its branch is in the repository itself, unlike a fork's. */
const PULL = {
  number: 9,
  state: "open",
  head: { sha: "d".repeat(40), ref: "dependabot/pip/torch-2.9.0", repository: "octo-org/sentiment" },
} as const;
const DEPENDABOT = { GITHUB_ACTOR: "dependabot[bot]", GITHUB_TRIGGERING_ACTOR: "dependabot[bot]" };
const evidence = behaviorEvidence({ verdict: "pass", change: "stable", headline: "Nothing changed" });

test("Dependabot's read-only token leaves the step green, with the report in the summary and each missing permission named", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  github.state.pulls.push(PULL);
  await using workspace = await createWorkspace(evidence);
  const run = await postReportStep(github, workspace, { event: pullRequestEvent(PULL), env: DEPENDABOT });
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ verdict: "pass", comment: "not-permitted", "check-url": "" });
  expect(run.summary).toContain("Nothing changed");
  const warnings = run.annotations.filter(({ level }) => level === "warning").map(({ message }) => message);
  expect(warnings).toEqual([
    expect.stringMatching(/permissions: pull-requests: write.*Dependabot.*workflow_run/),
    expect.stringMatching(/permissions: checks: write.*Dependabot.*workflow_run/),
  ]);
  expect([github.state.comments, github.state.checks]).toEqual([[], []]);
});

test("the run that follows may write, and sets comment and check of Dependabot's pull request", async () => {
  await using github = await startGitHub();
  github.state.pulls.push(PULL);
  const content = zipArchive([{ name: "a.json", content: formatStatement(evidence) }]);
  addArtifact(github.state, { name: "evidence-behavior", runId: 900, content });
  await using workspace = await createWorkspace();
  const run = await postReportStep(github, workspace, {
    event: workflowRunEvent(PULL, { id: 900, attempt: 1 }),
    inputs: { artifacts: "evidence-*" },
    env: DEPENDABOT,
  });
  expect(run.outputs).toMatchObject({ verdict: "pass", comment: "created" });
  expect(github.state.comments).toMatchObject([{ issue: PULL.number }]);
  expect(github.state.checks).toMatchObject([{ headSha: PULL.head.sha, conclusion: "success" }]);
  expect(writesOf(github)).toHaveLength(2);
});

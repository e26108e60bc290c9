import { formatStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { addArtifact, pullRequestEvent, startGitHub, workflowRunEvent, zipArchive } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const SERVER = "https://github.enterprise.example";
const FORK = {
  number: 8,
  state: "open",
  head: { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" },
} as const;

test.concurrent("on an enterprise's server every request goes below its paths, and every link to its host", async () => {
  await using github = await startGitHub({ isEnterprise: true });
  await using workspace = await createWorkspace(behaviorEvidence());
  const first = await postReportStep(github, workspace);
  expect(first.outputs).toMatchObject({ verdict: "fail", comment: "created" });
  const second = await postReportStep(github, workspace);
  expect(second.outputs).toMatchObject({ comment: "unchanged" });
  expect(github.requests.map(({ status }) => status).filter((status) => status === null || status >= 400)).toEqual([]);
  expect(github.requests.every(({ path }) => path.startsWith("/api/v3/") || path === "/api/graphql")).toBe(true);
  expect(github.requests.some(({ path }) => path === "/api/graphql")).toBe(true);
  const body = github.state.comments[0]?.body ?? "";
  expect(body).toContain(`${SERVER}/octo-org/sentiment/commit/`);
  expect(body).not.toContain("https://github.com/octo-org");
});

test.concurrent("a server whose GraphQL does not know the question is asked otherwise", async () => {
  await using github = await startGitHub({ isEnterprise: true });
  await using workspace = await createWorkspace(behaviorEvidence());
  await postReportStep(github, workspace);
  await workspace.write("behavior-0.json", behaviorEvidence({ headline: "Typos fail more often" }));
  for (const kind of ["query-refused", "not-found"] as const) {
    github.faults.push({ kind, request: /^POST \/api\/graphql/ });
    const run = await postReportStep(github, workspace, { run: { id: 1001, attempt: 1 } });
    expect(run.outputs["comment"]).toMatch(/updated|unchanged/);
    expect(github.faults).toEqual([]);
  }
  expect(github.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining("Typos fail more often")]);
});

test.concurrent("what an earlier run uploaded is read by the API, though there is no artifact service", async () => {
  await using github = await startGitHub({ isEnterprise: true });
  await using workspace = await createWorkspace();
  github.state.pulls.push(FORK);
  const content = zipArchive([{ name: "a.json", content: formatStatement(behaviorEvidence()) }]);
  addArtifact(github.state, { name: "evidence-behavior", runId: 900, content });
  const run = await postReportStep(github, workspace, {
    event: workflowRunEvent(FORK, { id: 900, attempt: 1 }),
    inputs: { artifacts: "evidence-*" },
    env: { ACTIONS_RUNTIME_TOKEN: "", ACTIONS_RESULTS_URL: "" },
  });
  expect(run.outputs).toMatchObject({ verdict: "fail", comment: "created" });
  expect(github.state.comments).toMatchObject([{ issue: 8 }]);
});

test.concurrent("the same run's artifacts cannot be had there, which is said with what to do", async () => {
  await using github = await startGitHub({ isEnterprise: true });
  await using workspace = await createWorkspace(behaviorEvidence());
  const run = await postReportStep(github, workspace, {
    event: pullRequestEvent(),
    inputs: { artifacts: "evidence-*" },
  });
  expect(run.outputs["verdict"]).toBe("error");
  const said = run.annotations.map(({ message }) => message).join("\n");
  expect(said).toContain("Pass the evidence within one job");
});

import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type GitHub, startGitHub, workflowRunEvent } from "../harness/github/index.ts";
import { postReportStep } from "./post-report-step.ts";
import { behaviorEvidence, createWorkspace, type ReportWorkspace } from "./report-workspace.ts";

const UPLOAD = join(import.meta.dirname, "fixtures", "upload-evidence.ts");
const FORK = {
  number: 8,
  state: "open",
  head: { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" },
} as const;

test.concurrent("what a fork's run uploaded is reported to its pull request by the run that may write", async () => {
  await using github = await startGitHub();
  await using first = await createWorkspace(behaviorEvidence());
  github.state.pulls.push(FORK);
  await upload(github, first, { name: "evidence-behavior", runId: 900 });
  await using second = await createWorkspace();
  const run = await postReportStep(github, second, {
    event: workflowRunEvent(FORK, { id: 900, attempt: 1 }),
    inputs: { artifacts: "evidence-*" },
  });
  expect(run.stderr).toBe("");
  expect(run.outputs).toMatchObject({ verdict: "fail", comment: "created" });
  expect(github.state.comments).toMatchObject([{ issue: 8 }]);
  expect(github.state.comments[0]?.body).toContain(`head=${FORK.head.sha} run=900 attempt=1 note=`);
  expect(github.state.checks).toMatchObject([{ headSha: FORK.head.sha }]);
  expect(run.stdout).toContain("evidence-behavior/behavior-0.json");
});

test.concurrent("an earlier job's evidence is collected from the same run", async () => {
  await using github = await startGitHub();
  await using first = await createWorkspace(behaviorEvidence());
  await upload(github, first, { name: "evidence-behavior", runId: 1000 });
  await using second = await createWorkspace();
  const run = await postReportStep(github, second, { inputs: { artifacts: "evidence-*" } });
  expect(run.outputs).toMatchObject({ verdict: "fail", comment: "created" });
});

test.concurrent("an artifact that holds no evidence, or is not there, is an error and never a pass", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence({ verdict: "pass", change: "stable" }));
  const missing = await postReportStep(github, workspace, { inputs: { artifacts: "evidence-*" } });
  expect(missing.exitCode).not.toBe(0);
  expect(missing.outputs["verdict"]).toBe("error");
  expect(missing.annotations.map(({ message }) => message).join("\n")).toContain('"evidence-*": none matches');

  await using hostile = await createWorkspace();
  await hostile.write("run.sh", "echo hello");
  await upload(github, hostile, { name: "evidence-x", runId: 1000 });
  const empty = await postReportStep(github, workspace, { inputs: { artifacts: "evidence-*" } });
  expect(empty.outputs["verdict"]).toBe("error");
  expect(empty.annotations.map(({ message }) => message).join("\n")).toContain("holds no .json file");
});

test.concurrent("without an artifact service that is said, with what to do instead", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const run = await postReportStep(github, workspace, {
    inputs: { artifacts: "evidence-*" },
    env: { ACTIONS_RUNTIME_TOKEN: "" },
  });
  await rm(workspace.folder, { recursive: true });
  expect(run.outputs["verdict"]).toBe("error");
  expect(run.annotations.map(({ message }) => message).join("\n")).toContain("There is no artifact service here");
});

async function upload(github: GitHub, from: ReportWorkspace, to: { name: string; runId: number }): Promise<void> {
  github.state.runId = to.runId;
  const argv = [UPLOAD, to.name, join(from.folder, "airworthy-evidence")];
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, SystemRoot, ...github.env, GITHUB_SERVER_URL: "https://github.com" };
  await promisify(execFile)(process.execPath, argv, { env });
  github.state.runId = 1000;
}

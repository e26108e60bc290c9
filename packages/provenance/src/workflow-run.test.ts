import fc from "fast-check";
import { expect, test } from "vitest";
import { readWorkflowRun } from "./workflow-run.ts";

// The variables as GitHub documents them, for a push to main.
const env = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "octo/model",
  GITHUB_WORKFLOW_REF: "octo/model/.github/workflows/train.yml@refs/heads/main",
  GITHUB_SHA: "ffac537e6cbbf934b08745a378932722df287a53",
  GITHUB_REF: "refs/heads/main",
  GITHUB_RUN_ID: "1658821493",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_EVENT_NAME: "push",
  GITHUB_REPOSITORY_ID: "123",
  GITHUB_REPOSITORY_OWNER_ID: "456",
  RUNNER_ENVIRONMENT: "github-hosted",
};

test("a run is read from the runner's variables", () => {
  expect(readWorkflowRun(env)).toEqual({
    server: "https://github.com",
    repository: "octo/model",
    path: ".github/workflows/train.yml",
    ref: "refs/heads/main",
    workflowRef: "octo/model/.github/workflows/train.yml@refs/heads/main",
    commit: "ffac537e6cbbf934b08745a378932722df287a53",
    sourceRef: "refs/heads/main",
    runId: "1658821493",
    runAttempt: "2",
    eventName: "push",
    repositoryId: "123",
    repositoryOwnerId: "456",
    runnerEnvironment: "github-hosted",
  });
});

test("a ref may hold an @", () => {
  const run = readWorkflowRun({ ...env, GITHUB_WORKFLOW_REF: "octo/model/.github/workflows/a.yml@refs/tags/v@1" });
  expect(run).toMatchObject({ path: ".github/workflows/a.yml", ref: "refs/tags/v@1" });
});

test("outside of GitHub Actions, and without what identifies a run, none is claimed", () => {
  expect(readWorkflowRun({})).toBeNull();
  expect(readWorkflowRun({ ...env, GITHUB_ACTIONS: undefined })).toBeNull();
  for (const name of ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_WORKFLOW_REF", "GITHUB_RUN_ID"]) {
    expect(readWorkflowRun({ ...env, [name]: undefined }), name).toBeNull();
    expect(readWorkflowRun({ ...env, [name]: " " }), name).toBeNull();
  }
  expect(readWorkflowRun({ ...env, GITHUB_SERVER_URL: "github" })).toBeNull();
  expect(readWorkflowRun({ ...env, GITHUB_WORKFLOW_REF: "octo/model" })).toBeNull();
});

test("no value of a variable makes it throw", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(env)), fc.string(), (name, value) => {
      const run = readWorkflowRun({ ...env, [name]: value });
      expect(run === null || run.path !== "").toBe(true);
    }),
  );
});

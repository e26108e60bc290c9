import { formatStatement, parseStatement } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { parseProvenance } from "./parse-provenance.ts";
import { type Build, createProvenance } from "./provenance.ts";
import type { WorkflowRun } from "./workflow-run.ts";

const COMMIT = "ffac537e6cbbf934b08745a378932722df287a53";
const OTHER = "1111111111111111111111111111111111111111";

const local: Build = {
  package: { name: "m", version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" },
  source: { commit: COMMIT, dirty: false, remote: "https://github.com/octo/model", ref: "refs/heads/main" },
  run: null,
  parameters: { verb: "package-model", name: "m" },
  dependencies: [{ name: "package-lock.json", sha256: "b".repeat(64) }],
  seeds: [{ name: "numpy", value: 7 }],
  machine: { node: "v24.0.0", os: "linux", arch: "x64" },
  env: { TZ: "UTC", GITHUB_TOKEN: "secret", PYTHONHASHSEED: "0" },
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-01-01T00:00:00.000Z",
  finishedOn: "2026-01-01T00:00:01.000Z",
};

const run: WorkflowRun = {
  server: "https://github.com",
  repository: "octo/model",
  path: ".github/workflows/train.yml",
  ref: "refs/heads/main",
  workflowRef: "octo/model/.github/workflows/train.yml@refs/heads/main",
  commit: COMMIT,
  sourceRef: "refs/heads/main",
  runId: "1658821493",
  runAttempt: "2",
  eventName: "push",
  repositoryId: "123",
  repositoryOwnerId: null,
  runnerEnvironment: "github-hosted",
};

const airworthy = {
  seeds: [{ name: "numpy", value: 7 }],
  environment: {
    node: "v24.0.0",
    os: "linux",
    arch: "x64",
    variables: [
      { name: "PYTHONHASHSEED", value: "0" },
      { name: "TZ", value: "UTC" },
    ],
  },
};

// Written by hand from the examples of https://slsa.dev/spec/v1.1/provenance and
// https://actions.github.io/buildtypes/workflow/v1.
test("in a workflow it is provenance of GitHub's own build type, with nothing added to its external parameters", () => {
  expect(createProvenance({ ...local, run }).predicate).toEqual({
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: {
        workflow: {
          ref: "refs/heads/main",
          repository: "https://github.com/octo/model",
          path: ".github/workflows/train.yml",
        },
      },
      internalParameters: {
        github: { event_name: "push", repository_id: "123", runner_environment: "github-hosted" },
        airworthy: { parameters: { verb: "package-model", name: "m" }, ...airworthy },
      },
      resolvedDependencies: [
        { uri: "git+https://github.com/octo/model@refs/heads/main", digest: { gitCommit: COMMIT } },
        { name: "package-lock.json", digest: { sha256: "b".repeat(64) } },
      ],
    },
    runDetails: {
      builder: {
        id: "https://github.com/octo/model/.github/workflows/train.yml@refs/heads/main",
        version: { airworthy: "0.1.0" },
      },
      metadata: {
        invocationId: "https://github.com/octo/model/actions/runs/1658821493/attempts/2",
        startedOn: "2026-01-01T00:00:00.000Z",
        finishedOn: "2026-01-01T00:00:01.000Z",
      },
    },
  });
});

test("elsewhere it claims no more than a local build", () => {
  expect(createProvenance(local).predicate).toEqual({
    buildDefinition: {
      buildType: "https://airworthy.dev/buildtypes/local/v1",
      externalParameters: { verb: "package-model", name: "m" },
      internalParameters: { airworthy },
      resolvedDependencies: [
        {
          name: "work tree",
          uri: "git+https://github.com/octo/model@refs/heads/main",
          digest: { gitCommit: COMMIT },
        },
        { name: "package-lock.json", digest: { sha256: "b".repeat(64) } },
      ],
    },
    runDetails: {
      builder: { id: "https://airworthy.dev/builders/local", version: { airworthy: "0.1.0" } },
      metadata: { startedOn: "2026-01-01T00:00:00.000Z", finishedOn: "2026-01-01T00:00:01.000Z" },
    },
  });
});

test("data, base model, code and lock files say what they were for, and what is known of the training is recorded", () => {
  const sha256 = "c".repeat(64);
  const training = {
    hyperparameters: [{ name: "learning-rate", value: 0.0003 }],
    metrics: [{ name: "loss", value: 0.12 }],
    frameworks: [],
  };
  const hardware = { cpu: { model: "Xeon", count: 8 }, gpus: ["A100", "A100"], memory: 64_000_000_000 };
  const { predicate } = createProvenance({
    ...local,
    run,
    training,
    machine: { ...local.machine, ...hardware },
    dependencies: [
      { name: "train.csv", sha256, uri: "s3://b/train.csv", role: "dataset" },
      { name: "org/base", sha256: null, uri: "https://huggingface.co/org/base", role: "base-model" },
    ],
  });
  expect(predicate).toMatchObject({
    buildDefinition: {
      internalParameters: {
        airworthy: {
          hyperparameters: training.hyperparameters,
          metrics: training.metrics,
          environment: hardware,
        },
      },
      resolvedDependencies: [
        {},
        { name: "train.csv", uri: "s3://b/train.csv", digest: { sha256 }, annotations: { role: "dataset" } },
        { name: "org/base", uri: "https://huggingface.co/org/base", annotations: { role: "base-model" } },
      ],
    },
  });
  expect(JSON.stringify(predicate)).not.toContain("frameworks");
});

test("the builder of a reusable workflow's job is that workflow; a local run claims no builder but itself", () => {
  const builder = "https://github.com/acme/shared/.github/workflows/package.yml@refs/tags/v1";
  const idOf = (build: Build) => parseProvenance(createProvenance(build)).runDetails.builder.id;
  expect(idOf({ ...local, run, builder })).toBe(builder);
  expect(idOf({ ...local, builder })).toBe("https://airworthy.dev/builders/local");
});

test("uncommitted changes are recorded with the commit that they change", () => {
  const source = { commit: COMMIT, dirty: true, remote: null, ref: null };
  const dirty = { digest: { gitCommit: COMMIT }, annotations: { dirty: true } };
  expect(dependencies({ source })).toEqual([{ name: "work tree", ...dirty }]);
  expect(dependencies({ source, run })).toEqual([
    { uri: "git+https://github.com/octo/model@refs/heads/main", ...dirty },
  ]);
});

test("a checkout of another commit than the event's is recorded beside it", () => {
  const source = { commit: OTHER, dirty: false, remote: null, ref: null };
  expect(dependencies({ source, run })).toEqual([
    { uri: "git+https://github.com/octo/model@refs/heads/main", digest: { gitCommit: COMMIT } },
    { name: "work tree", digest: { gitCommit: OTHER } },
  ]);
  expect(dependencies({ source: null })).toEqual([]);
});

test("only the times differ between two runs, and no secret is in either", () => {
  const later = { startedOn: "2027-01-01T00:00:00.000Z", finishedOn: "2027-01-01T00:00:01.000Z" };
  const [one, other] = [
    formatStatement(createProvenance(local)),
    formatStatement(createProvenance({ ...local, ...later })),
  ];
  expect(other.replaceAll("2027", "2026")).toBe(one);
  expect(one).not.toContain("secret");
});

test("what is written is read back", () => {
  const statement = createProvenance({ ...local, run });
  expect(parseProvenance(parseStatement(formatStatement(statement), "a.json"))).toMatchObject({
    runDetails: { metadata: { invocationId: "https://github.com/octo/model/actions/runs/1658821493/attempts/2" } },
  });
});

function dependencies(changes: Partial<Build>): unknown {
  return parseProvenance(createProvenance({ ...local, dependencies: [], ...changes })).buildDefinition
    .resolvedDependencies;
}

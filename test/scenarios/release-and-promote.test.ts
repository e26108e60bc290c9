import { generateKeyPairSync } from "node:crypto";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addArtifact, addCommit, type GitHub, startGitHub, zipArchive } from "../harness/github/index.ts";
import { type RegistryStandIn, startRegistry } from "../harness/registry/index.ts";
import { runAction } from "../harness/runner.ts";
import { emptyRepository, textsIn } from "../harness/starter/begun-repository.ts";
import { ownCall, ownJob } from "../harness/starter/own-workflow.ts";
import { callWorkflow } from "../harness/workflow/call-workflow.ts";
import { fill } from "../harness/workflow/expression.ts";
import { type JobRun, runJob } from "../harness/workflow/run-job.ts";

/**
 * The first version of a team that began with `init`: its own release-model.yml, then its own promote-model.yml, started by hand
 * on another commit. The registry lets nobody in without a login, and stands in the place of ghcr.io; a key in that of Sigstore.
 */
const LIMIT = { timeout: 240_000 };
const PULL = 7;
const RELEASE_RUN = 600;
const LOGIN = { scheme: "token", username: "ann", password: "secret" } as const;
const BRANCH = "refs/heads/main";
const WORKFLOW = "octo-org/sentiment/.github/workflows/release-model.yml";

/** Of the shipped one two lines that nobody has to sign. */
const CHECKLIST = `title: Before this model is released
sections:
  - title: Release
    section_id: R
    lines:
      - { line_id: R.1, line_summary: The very package, line: Is it verified?, evidence: [{ type: verification, fresh: 30 }] }
      - { line_id: R.2, line_summary: Behaviour, line: Does it do what it must?, evidence: [{ type: behavior, fresh: 90 }] }
`;

const stack = new AsyncDisposableStack();
let github: GitHub;
let registry: RegistryStandIn;
let repository: Awaited<ReturnType<typeof emptyRepository>>;
/** What the pull request proposed, and what it became. */
let proposed: string;
let merged: string;
/** The number of the last run that somebody started. */
let runs = 700;

beforeAll(async () => {
  github = stack.use(await startGitHub());
  registry = stack.use(await startRegistry({ login: LOGIN }));
  repository = stack.use(await emptyRepository("node"));
  await repository.init();
  await writeFile(join(repository.path, ".airworthy", "checklist.yml"), CHECKLIST);
  await keepRepository();
  const { state } = github;
  const files = await textsIn(repository.path);
  const base = addCommit(state, { files });
  proposed = addCommit(state, { parents: [base], files });
  merged = addCommit(state, { parents: [base, proposed], files });
  const [pull] = state.pulls;
  const head = { ref: "first", sha: proposed, repository: state.repository };
  Object.assign(pull ?? {}, { head, base: { ref: "main", sha: base }, state: "closed", mergedAs: merged });
  for (const login of ["ann", "bob"]) state.collaborators.set(login, { permission: "write" });
  // Somebody else's change came to main since.
  const since = addCommit(state, { parents: [merged], files });
  state.refs.set(BRANCH, since);
});

afterAll(() => stack.disposeAsync());

test("on another branch nothing is released", LIMIT, async () => {
  const refused = await release("package", { ref: "refs/heads/mine" });
  expect(refused.result).toBe("failure");
  expect([...refused.steps.values()].map(({ stdout }) => stdout).join()).toContain("on the default branch alone");
  expect(registry.requests).toEqual([]);
});

test(
  "the release of the default branch is promoted by hand: to production with a review of what was merged",
  LIMIT,
  async () => {
    const packaged = await release("package");
    expect(logOf(packaged)).toBe("");
    await upload("evidence-release", await keepEvidence(packaged, "push"));
    addRun(RELEASE_RUN, merged);
    const needs = { package: { outputs: packaged.outputs, result: "success" } };
    expect(logOf(await release("sign", { needs }))).toBe("");
    const verified = await release("verify", { needs });
    expect(logOf(verified)).toBe("");
    await keepEvidence(verified, "Verify");
    expect(logOf(await release("checklist", { needs }))).toBe("");

    const staging = await promote({ stage: "staging", version: "1.0.0" });
    expect(staging.outputs, staging.log).toEqual({ effect: "promoted", verdict: "pass" });
    const on = new Date(Date.now() - 1_000).toISOString();
    github.state.reviews.push({ id: 1, pull: PULL, login: "ann", state: "APPROVED", commit: proposed, on });
    const production = await promote({ stage: "production", version: "1.0.0", "pull-request": `${PULL}` });
    expect(production.outputs, production.log).toEqual({ effect: "promoted", verdict: "pass" });

    const tags = [...github.state.refs.keys()].filter((ref) => ref.startsWith("refs/tags/")).sort();
    expect(tags).toEqual(["refs/tags/churn#production#2", "refs/tags/churn#staging#1", "refs/tags/churn@v1.0.0"]);
    expect(github.state.deployments).toMatchObject([
      { environment: "staging", sha: merged },
      { environment: "production", sha: merged },
    ]);
    const tagOf = (tag: string) => registry.state.tags.get(`octo-org/churn ${tag}`);
    expect(tagOf("1.0.0")).toMatch(/^sha256:/);
    expect([tagOf("staging"), tagOf("production")]).toEqual([tagOf("1.0.0"), tagOf("1.0.0")]);
    expect(github.requests.filter(({ status }) => status === 403)).toEqual([]);
  },
);

test("its rollout starts by the evidence in the registry, which nobody reads without the login", LIMIT, async () => {
  const start = (login: Readonly<Record<string, string>>) => {
    const id = ++runs;
    addRun(id, merged);
    const candidate = `oci://${registry.host}/octo-org/churn:1.0.0`;
    const versions = { package: candidate, "baseline-package": `sha256:${"0".repeat(64)}` };
    return runAction("manage-rollout", {
      cwd: join(repository.space, "nothing"),
      inputs: { move: "start", rollout: "churn", branch: "main", ...versions, ...login },
      env: github.envOfRun(id),
      token: github.tokenFor({ contents: "write", actions: "read" }),
    });
  };
  const stranger = await start({});
  expect([stranger.exitCode, stranger.outputs["verdict"]]).toEqual([1, "error"]);
  const started = await start({ "registry-username": LOGIN.username, "registry-password": LOGIN.password });
  expect(started.outputs, started.stdout).toMatchObject({ effect: "moved", rollout: "churn-1", share: "0.01" });
});

/** Runs a job of release-model.yml as somebody starts it on a ref. */
async function release(
  job: string,
  { ref = BRANCH, needs = {} }: { ref?: string; needs?: object } = {},
): Promise<JobRun> {
  const { path, space } = repository;
  const steps = await ownJob(path, ["release-model.yml", job], {
    "ghcr.io/": `${registry.host}/`,
    "registry-password: ${{ github.token }}": `registry-username: ${LOGIN.username}\n          registry-password: ${LOGIN.password}`,
    "attest: true": "key: key.pem",
    "identity: ${{ github.server_url }}/${{ github.repository }}/.github/workflows/release-model.yml@refs/heads/${{ github.event.repository.default_branch }}":
      "key: key.pub",
    "          identity-issuer: https://token.actions.githubusercontent.com\n": "",
    // What a job is given in place of the artifact, and the key.
    "actions/download-artifact@": "actions/checkout@",
    "      - name: Verify\n": "      - uses: actions/checkout@0\n      - name: Verify\n",
  });
  const event = { repository: { default_branch: "main" } };
  const known = { ref, event, repository_owner: "octo-org", repository: "octo-org/sentiment" };
  const env = {
    ...github.envOfRun(RELEASE_RUN),
    GITHUB_REF: ref,
    GITHUB_SHA: merged,
    GITHUB_WORKFLOW_REF: `${WORKFLOW}@${ref}`,
  };
  const contexts = { github: known, inputs: { version: "1.0.0" }, needs };
  return await runJob(steps, contexts, {
    checkout: job === "package" ? path : kept(),
    folder: space,
    env,
    event: { name: "workflow_dispatch", payload: event },
    token: github.tokenFor,
  });
}

/** What later jobs of the release have: what is checked out, the evidence so far, and a key. */
async function keepRepository(): Promise<void> {
  await cp(repository.path, kept(), { recursive: true });
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await writeFile(join(kept(), "key.pem"), privateKey);
  await writeFile(join(kept(), "key.pub"), publicKey);
}

async function keepEvidence({ steps }: JobRun, step: string): Promise<string> {
  const folder = join(steps.get(step)?.action?.workspace ?? "", "airworthy-evidence");
  await cp(folder, join(kept(), "airworthy-evidence"), { recursive: true });
  return folder;
}

function kept(): string {
  return join(repository.space, "kept");
}

/** As actions/upload-artifact does. */
async function upload(name: string, folder: string): Promise<void> {
  const members = Object.entries(await textsIn(folder)).map(([path, content]) => ({ name: path, content }));
  const content = zipArchive(members);
  addArtifact(github.state, { name, headSha: merged, event: "workflow_dispatch", content, runId: RELEASE_RUN });
}

/** Runs promote-model.yml with what the job by-hand of the team's own hands to it. */
async function promote(given: Readonly<Record<string, string>>) {
  const { path, space } = repository;
  const call = await ownCall(path, ["promote-model.yml", "by-hand"], { "ghcr.io/": `${registry.host}/` });
  const contexts = {
    inputs: { task: "promote", version: "", "pull-request": "", reason: "", ...given },
    github: { repository_owner: "octo-org" },
  };
  const filled = Object.entries(call).map(([name, value]) => [name, fill(String(value), contexts, "success")] as const);
  const nothing = join(space, "nothing");
  await mkdir(nothing, { recursive: true });
  const id = ++runs;
  const main = github.state.refs.get(BRANCH) ?? "";
  addRun(id, main);
  const { outputs, jobs } = await callWorkflow("promote-model.yml", {
    inputs: { ...Object.fromEntries(filled), "registry-username": LOGIN.username },
    secrets: { "registry-password": LOGIN.password },
    checkout: nothing,
    folder: space,
    env: { ...github.envOfRun(id), GITHUB_SHA: main, GITHUB_ACTOR: "bob", GITHUB_TRIGGERING_ACTOR: "bob" },
    event: { name: "workflow_dispatch", payload: {} },
    token: github.tokenFor,
  });
  return { outputs, log: jobs.get("promote")?.[0]?.steps.get("promote")?.stdout ?? "" };
}

function addRun(id: number, headSha: string): void {
  const createdAt = new Date().toISOString();
  github.state.runs.push({ id, event: "workflow_dispatch", headSha, headRef: "main", createdAt, login: "bob" });
}

/** Of a job that did not succeed. */
function logOf({ result, steps }: JobRun): string {
  return result === "success" ? "" : [...steps.values()].map(({ stdout }) => stdout).join("\n");
}

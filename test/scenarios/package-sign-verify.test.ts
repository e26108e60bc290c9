import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitHub, startGitHub } from "../harness/github/index.ts";
import { type RegistryStandIn, startRegistry } from "../harness/registry/index.ts";
import { type ActionRun, runAction } from "../harness/runner.ts";
import { JOB_CLAIMS, type Sigstore, startSigstore } from "../harness/sigstore/index.ts";

// One story: a job without an identity packages a model and pushes it; a job without the model signs it by its digest
// with the workflow's identity; anybody verifies it, from the registry and from the folder that was packaged.

/** As the runner stand-in has it. */
const WORKFLOW = "octo-org/sentiment/.github/workflows/model.yml@refs/heads/main";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const IDENTITY = `https://github.com/${WORKFLOW}`;
const ISSUER = "https://token.actions.githubusercontent.com";

let folder: string;
let registry: RegistryStandIn;
let sigstore: Sigstore;
let github: GitHub;
let packaged: ActionRun;
let signed: ActionRun;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-story-"));
  [registry, sigstore, github] = await Promise.all([startRegistry(), startSigstore(), startGitHub()]);
  sigstore.claims = { ...JOB_CLAIMS, workflow_ref: WORKFLOW, job_workflow_ref: WORKFLOW, sha: COMMIT };
  for (const [path, content] of [
    ["build/model/config.json", '{"model_type":"bert"}'],
    ["build/model/weights.dat", "weights"],
    ["trusted-root.json", sigstore.trustedRoot()],
  ] as const) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  packaged = await runAction("package-model", {
    cwd: join(folder, "build"),
    inputs: { path: "model", name: "acme/m", version: "1.0.0", push: `${registry.host}/acme/m` },
    env: { HOME: join(folder, "home") },
  });
  // What travels between the jobs: the evidence, by an artifact; never the model.
  await mkdir(join(folder, "sign"));
  await cp(join(folder, "build/airworthy-evidence"), join(folder, "sign/airworthy-evidence"), { recursive: true });
  signed = await runAction("sign-model", {
    cwd: join(folder, "sign"),
    inputs: {
      package: `oci://${packaged.outputs["reference"]}`,
      attest: "true",
      "fulcio-url": sigstore.url,
      "rekor-url": sigstore.url,
      services: "public",
    },
    env: { ...github.env, ...sigstore.env, HOME: join(folder, "home") },
  });
});

afterAll(async () => {
  await Promise.all([registry, sigstore, github].map((server) => server[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true, force: true });
});

test("the package is pushed without a layout on disk, and each of its bytes once", () => {
  expect(packaged.stderr).toBe("");
  expect(packaged.outputs).toMatchObject({ verdict: "pass", layout: "" });
  expect(packaged.outputs["reference"]).toBe(`${registry.host}/acme/m@${packaged.outputs["digest"]}`);
  expect(packaged.outputs["evidence"]?.split("\n")).toHaveLength(4);
});

test("the identity of the job signs the model and every statement, GitHub keeps them, and the registry refers to them", () => {
  expect(signed.stderr).toBe("");
  expect(signed.outputs).toMatchObject({ verdict: "pass", "reason-code": "signed" });
  expect(signed.outputs["headline"]).toContain("Signed 1 model and 4 statements by");
  expect(signed.outputs["attestations"]?.split("\n")).toHaveLength(5);
  expect(sigstore.requests.filter((line) => line.includes("signingCert"))).toHaveLength(1);
});

async function verify(inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
  return await runAction("verify-model", {
    cwd: folder,
    inputs: { "trusted-root": "trusted-root.json", identity: IDENTITY, "identity-issuer": ISSUER, ...inputs },
    env: { HOME: join(folder, "home") },
  });
}

test("the package in the registry is verified with its signatures, provenance, bill of materials and evidence", async () => {
  const run = await verify({
    package: `oci://${packaged.outputs["reference"]}`,
    require: "signature\nprovenance\nbill-of-materials\nevidence",
  });
  expect(run.stderr).toBe("");
  expect(run.outputs).toMatchObject({ verdict: "pass", signers: `${IDENTITY} (${ISSUER})` });
});

test("a provenance policy is held against what the certificate says", async () => {
  const reference = { package: `oci://${packaged.outputs["reference"]}`, repository: "octo-org/sentiment" };
  const held = await verify({ ...reference, workflow: ".github/workflows/model.yml", ref: "refs/heads/main" });
  expect(held.outputs).toMatchObject({ verdict: "pass" });
  const broken = await verify({ ...reference, ref: "refs/tags/v*" });
  expect(broken.outputs).toMatchObject({ verdict: "fail", "reason-code": "wrong-ref" });
});

test("somebody else's identity is not the one that was asked for", async () => {
  const run = await verify({
    package: `oci://${packaged.outputs["reference"]}`,
    identity: "https://github.com/other/repository/.github/workflows/release.yml@refs/heads/main",
    require: "signature",
  });
  expect(run.outputs).toMatchObject({ verdict: "fail" });
  expect(run.exitCode).toBe(1);
});

test("the folder itself is verified by the model's signature, and one changed byte of it is found and named", async () => {
  const signature = join("sign", signed.outputs["signature"] ?? "");
  const intact = await verify({ package: "build/model", signature });
  expect(intact.outputs).toMatchObject({ verdict: "pass" });
  await writeFile(join(folder, "build/model/weights.dat"), "weightz");
  const changed = await verify({ package: "build/model", signature });
  await writeFile(join(folder, "build/model/weights.dat"), "weights");
  expect(changed.outputs).toMatchObject({ verdict: "fail" });
  expect(changed.stdout).toContain("weights.dat");
});

test("a job without the permission is told which one is missing", async () => {
  const run = await runAction("sign-model", {
    cwd: join(folder, "sign"),
    inputs: { services: "public", output: "again" },
    env: { GITHUB_ACTIONS: "true" },
  });
  expect(run.exitCode).not.toBe(0);
  expect(run.annotations.map(({ message }) => message).join("\n")).toContain("id-token: write");
  await expect(readFile(join(folder, "sign/again"))).rejects.toThrow("ENOENT");
});

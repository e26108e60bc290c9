import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runAction } from "../harness/runner.ts";
import { JOB_CLAIMS, startSigstore } from "../harness/sigstore/index.ts";

const LAYOUT = "airworthy-packages/acme+m-1.0.0";

test("a package that a workflow signed without a key is verified by the workflow's identity, and by no other", async () => {
  await using sigstore = await startSigstore();
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-verify-"));
  await mkdir(join(space.path, "model"));
  await writeFile(join(space.path, "model", "weights.bin"), "the weights of a model");
  await writeFile(join(space.path, "root.json"), sigstore.trustedRoot());
  // The job is the one that the identity provider vouches for.
  const job = { GITHUB_WORKFLOW_REF: JOB_CLAIMS["workflow_ref"], GITHUB_SHA: JOB_CLAIMS["sha"] };
  const step = (verb: string, inputs: Record<string, string>) =>
    runAction(verb, { cwd: space.path, env: { ...sigstore.env, ...job }, inputs });
  const packaged = await step("package-model", { path: "model", name: "acme/m", version: "1.0.0" });
  expect(packaged.exitCode, packaged.stdout).toBe(0);
  const services = { services: "public", "fulcio-url": sigstore.url, "rekor-url": sigstore.url };
  const signed = await step("sign-model", { package: LAYOUT, ...services });
  expect(signed.exitCode, signed.stdout).toBe(0);

  const identity = `https://github.com/${JOB_CLAIMS["job_workflow_ref"]}`;
  const issuer = { "identity-issuer": JOB_CLAIMS["iss"] ?? "" };
  const trust = { ...issuer, "trusted-root": "root.json" };
  const verified = await step("verify-model", { package: LAYOUT, identity, ...trust, require: "signature" });
  expect(verified.exitCode, verified.stdout).toBe(0);
  expect(verified.outputs["headline"]).toMatch(/^acme\/m 1\.0\.0 intact: 1 file; signed by /);
  expect(verified.outputs["signers"]).toContain(identity);

  const other = await step("verify-model", { package: LAYOUT, identity: `${identity}-other`, ...trust });
  expect([other.exitCode, other.outputs["reason-code"]]).toEqual([1, "identity-mismatch"]);
  // The roots that are built in know nothing of this instance.
  const real = await step("verify-model", { package: LAYOUT, identity, ...issuer });
  expect([real.exitCode, real.outputs["verdict"]]).toEqual([1, "fail"]);
});

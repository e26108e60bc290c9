import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtempDisposable, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ActionRun, runAction } from "../harness/runner.ts";

const LAYOUT = "airworthy-packages/acme+m-1.0.0";

function keyPair() {
  return generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

/** A folder with a package that one action made and another signed, and ways to go on from there. */
async function signed() {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-verify-"));
  const keys = keyPair();
  await mkdir(join(space.path, "model"));
  await writeFile(join(space.path, "model", "weights.bin"), "the weights of a model");
  await writeFile(join(space.path, "key.pem"), keys.privateKey);
  await writeFile(join(space.path, "key.pub"), keys.publicKey);
  await writeFile(join(space.path, "other.pub"), keyPair().publicKey);
  const step = (verb: string, inputs: Record<string, string>): Promise<ActionRun> =>
    runAction(verb, { cwd: space.path, inputs });
  for (const [verb, inputs] of [
    ["package-model", { path: "model", name: "acme/m", version: "1.0.0" }],
    ["sign-model", { package: LAYOUT, key: "key.pem" }],
  ] as const) {
    const run = await step(verb, inputs);
    expect(run.exitCode, run.stdout).toBe(0);
  }
  return {
    path: space.path,
    verify: (inputs: Record<string, string>) => step("verify-model", { package: LAYOUT, ...inputs }),
    [Symbol.asyncDispose]: () => space.remove(),
  };
}

test("a package that was signed by key is verified with that key, and with all that was required", async () => {
  await using space = await signed();
  const run = await space.verify({ key: "key.pub", require: "signature\nprovenance\nbill-of-materials\nevidence" });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs["headline"]).toMatch(/^acme\/m 1\.0\.0 intact: 1 file; signed by key sha256:/);
  expect(run.outputs["signers"]).toMatch(/^key sha256:[0-9a-f]{64}$/);
});

test("another key, or signatures that were taken away, fail; without a key nothing reads as signed", async () => {
  await using space = await signed();
  const other = await space.verify({ key: "other.pub" });
  expect([other.exitCode, other.outputs["reason-code"]]).toEqual([1, "unknown-key"]);
  const none = await space.verify({});
  expect(none.exitCode).toBe(0);
  expect(none.outputs).toMatchObject({ signers: "", verdict: "warn" });
  expect(none.outputs["headline"]).toContain("its signature was not verified");
  // The package anew, without what was attached to it.
  await rm(join(space.path, LAYOUT), { recursive: true });
  const inputs = { path: "model", name: "acme/m", version: "1.0.0" };
  expect((await runAction("package-model", { cwd: space.path, inputs })).exitCode).toBe(0);
  const stripped = await space.verify({ key: "key.pub" });
  expect([stripped.exitCode, stripped.outputs["reason-code"]]).toEqual([1, "signature-missing"]);
});

test("provenance that somebody signed is held to the policy", async () => {
  await using space = await signed();
  const kept = await space.verify({
    key: "key.pub",
    repository: "octo-org/sentiment",
    workflow: ".github/workflows/model.yml",
  });
  expect(kept.exitCode, kept.stdout).toBe(0);
  const broken = await space.verify({ key: "key.pub", repository: "octo-org/other" });
  expect([broken.exitCode, broken.outputs["reason-code"]]).toEqual([1, "wrong-repository"]);
  const unsigned = await space.verify({ repository: "octo-org/sentiment" });
  expect([unsigned.exitCode, unsigned.outputs["verdict"]]).toEqual([1, "fail"]);
});

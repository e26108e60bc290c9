import { execFile } from "node:child_process";
import { mkdir, mkdtempDisposable, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { SHIPPED } from "../harness/action-manifest.ts";
import { runAction } from "../harness/runner.ts";

const WEIGHTS = "the weights of a model";
const LAYOUT = "airworthy-packages/acme+m-1.0.0";
const BLOB = join(LAYOUT, "blobs", "sha256", sha256(WEIGHTS));

/** A folder with a package that the action made. */
async function packaged() {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-verify-"));
  await mkdir(join(space.path, "model"));
  await writeFile(join(space.path, "model", "weights.bin"), WEIGHTS);
  await writeFile(join(space.path, "model", "config.json"), "{}");
  const inputs = { path: "model", name: "acme/m", version: "1.0.0" };
  const run = await runAction("package-model", { cwd: space.path, inputs });
  expect(run.exitCode, run.stdout).toBe(0);
  return { path: space.path, digest: run.outputs["digest"], [Symbol.asyncDispose]: () => space.remove() };
}

/** The command line, as a user has it: its exit code and the object that it answers. */
async function airworthy(cwd: string, ...argv: string[]): Promise<{ exitCode: number; answer: unknown }> {
  return await new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(SHIPPED, "dist", "cli.js"), "verify-model", "--json", ...argv],
      { cwd },
      (_error, stdout) => resolve({ exitCode: child.exitCode ?? -1, answer: JSON.parse(stdout) }),
    );
  });
}

test("what package-model made is intact, in an action and on the command line", async () => {
  await using space = await packaged();
  const run = await runAction("verify-model", { cwd: space.path, inputs: { package: LAYOUT } });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs).toMatchObject({ digest: space.digest, differences: "0", signers: "" });
  expect(run.outputs["headline"]).toContain("acme/m 1.0.0 intact: 2 files; not signed");
  expect(run.summary).toContain("**Holds, with care**");
  expect(run.summary).toContain("What holds: 20 checks");
  const { exitCode, answer } = await airworthy(space.path, "--package", LAYOUT);
  expect(exitCode).toBe(0);
  expect(answer).toMatchObject({ command: "verify-model", outputs: { digest: space.digest } });
});

test("a package whose weights were changed fails the step and names the file; the command line exits with 1", async () => {
  await using space = await packaged();
  await writeFile(join(space.path, BLOB), WEIGHTS.toUpperCase());
  const run = await runAction("verify-model", { cwd: space.path, inputs: { package: LAYOUT } });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: "fail", "reason-code": "digest-mismatch", differences: "1" });
  expect(run.annotations).toContainEqual(
    expect.objectContaining({ level: "error", message: expect.stringContaining("weights.bin has another content") }),
  );
  expect(run.summary).toContain("Files that differ: 1");
  const { exitCode, answer } = await airworthy(space.path, "--package", LAYOUT);
  expect([exitCode, answer]).toEqual([1, expect.objectContaining({ verdict: "fail" })]);
});

test("the command line exits with 1 for a package that lost a file, with 2 for what is none", async () => {
  await using space = await packaged();
  await rm(join(space.path, BLOB));
  expect((await airworthy(space.path, "--package", LAYOUT)).exitCode).toBe(1);
  await rm(join(space.path, LAYOUT, "index.json"));
  expect((await airworthy(space.path, "--package", LAYOUT)).exitCode).toBe(1);
  const none = await airworthy(space.path, "--package", "model");
  expect(none).toMatchObject({ exitCode: 2, answer: { verdict: "error", reasonCode: "bad-input" } });
  expect((await airworthy(space.path, "--package", "nowhere")).exitCode).toBe(2);
});

test("two blobs that changed places are both found", async () => {
  await using space = await packaged();
  const other = join(LAYOUT, "blobs", "sha256", sha256("{}"));
  const at = (path: string) => join(space.path, path);
  await rename(at(BLOB), at("kept"));
  await rename(at(other), at(BLOB));
  await rename(at("kept"), at(other));
  const { answer } = await airworthy(space.path, "--package", LAYOUT);
  expect(answer).toMatchObject({ verdict: "fail", outputs: { differences: "2" } });
});

test("the evidence is one statement on the package's digest", async () => {
  await using space = await packaged();
  const run = await runAction("verify-model", {
    cwd: space.path,
    inputs: { package: LAYOUT, "evidence-dir": "found" },
  });
  expect(run.outputs["evidence"]).toBe(`found/verify-model.${space.digest?.slice(7, 19)}.json`);
  expect(await readdir(join(space.path, "found"))).toHaveLength(1);
  const statement = JSON.parse(await readFile(join(space.path, run.outputs["evidence"] ?? ""), "utf8"));
  expect(statement).toMatchObject({
    predicateType: "https://airworthy.dev/attestation/verification/v1",
    subject: [{ name: "acme/m@1.0.0", digest: { sha256: space.digest?.slice(7) } }],
  });
});

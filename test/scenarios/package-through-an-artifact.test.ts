import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type GitHub, startGitHub } from "../harness/github/index.ts";
import { runAction } from "../harness/runner.ts";

/** The artifact client speaks to none but GitHub's own hosts, and hosts below localhost, whatever the results address says. */
function artifactEnvironment(github: GitHub): Record<string, string> {
  return { ...github.env, GITHUB_SERVER_URL: "https://github.com" };
}

test("a layout goes from job to job as a workflow artifact, and is verified there", async () => {
  await using github = await startGitHub();
  const folder = await mkdtemp(join(tmpdir(), "airworthy-artifact-"));
  const env = { ...artifactEnvironment(github), HOME: join(folder, "home") };
  try {
    await mkdir(join(folder, "build/model"), { recursive: true });
    await mkdir(join(folder, "verify"));
    await writeFile(join(folder, "build/model/weights.txt"), "1 2 3\n");
    const packaged = await runAction("package-model", {
      cwd: join(folder, "build"),
      inputs: { path: "model", name: "m", version: "1.0.0", "package-artifact": "package" },
      env,
    });
    expect(packaged.stderr).toBe("");
    expect(packaged.outputs).toMatchObject({ verdict: "pass" });
    const verified = await runAction("verify-model", {
      cwd: join(folder, "verify"),
      inputs: { package: "artifact:package", require: "provenance\nbill-of-materials" },
      env,
    });
    expect(verified.stderr).toBe("");
    expect(verified.outputs).toMatchObject({ digest: packaged.outputs["digest"], differences: "0" });
    const missing = await runAction("verify-model", {
      cwd: join(folder, "verify"),
      inputs: { package: "artifact:other" },
      env,
    });
    expect(missing.outputs).toMatchObject({ verdict: "error" });
    expect(missing.annotations.map(({ message }) => message).join()).toContain('The artifact "other"');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

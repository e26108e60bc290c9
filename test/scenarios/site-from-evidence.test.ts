import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { runAction } from "../harness/runner.ts";
import { behaviorEvidence, createWorkspace } from "./report-workspace.ts";

const VERSION_PAGE = `models/review-sentiment/2.0.0-${"a".repeat(12)}/index.html`;

test("a workflow builds a site of its evidence, without a history yet, and builds it again", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const step = () =>
    runAction("build-site", { env: github.env, cwd: workspace.folder, inputs: { title: "Octo models" } });
  const first = await step();
  expect(first.annotations).toEqual([]);
  expect(first.exitCode).toBe(0);
  expect(first.outputs).toMatchObject({
    verdict: "pass",
    site: "airworthy-site",
    pages: "4",
    models: "1",
    versions: "1",
  });
  expect(first.environmentWrites).toBe("");
  const site = join(workspace.folder, "airworthy-site");
  expect(await readFile(join(site, "index.html"), "utf8")).toContain("<h1>Octo models</h1>");
  expect(await readFile(join(site, VERSION_PAGE), "utf8")).toContain("Not ready: 1 regression");
  await writeFile(join(site, "stale.html"), "");
  expect((await step()).exitCode).toBe(0);
  expect(await readdir(site)).not.toContain("stale.html");
});

test("a site never takes the place of files that are not its own", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const inputs = { output: "airworthy-evidence" };
  const run = await runAction("build-site", { env: github.env, cwd: workspace.folder, inputs });
  expect(run.exitCode).not.toBe(0);
  expect(run.annotations[0]?.message).toContain("was not made by airworthy");
  expect(await readdir(join(workspace.folder, "airworthy-evidence"))).toEqual(["behavior-0.json"]);
});

test("nothing to show is an error, not an empty site", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace();
  const run = await runAction("build-site", { env: github.env, cwd: workspace.folder });
  expect(run.outputs).toMatchObject({ verdict: "error", site: "" });
  expect(run.annotations[0]?.message).toContain("neither evidence nor a history");
  expect(await readdir(workspace.folder)).toEqual(["airworthy-evidence"]);
});

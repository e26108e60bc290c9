import { execFile } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);
const REPOSITORY = join(import.meta.dirname, "..", "..");
const ACTIONLINT = "v1.7.12";

/** actionlint is had as a Go module: its Python package downloads a binary, which not every machine may. */
async function actionlint(): Promise<string> {
  const folder = join(tmpdir(), `airworthy-actionlint-${ACTIONLINT}`);
  await mkdir(folder, { recursive: true });
  const module = `github.com/rhysd/actionlint/cmd/actionlint@${ACTIONLINT}`;
  await run("go", ["install", module], { env: { ...process.env, GOBIN: folder } });
  return join(folder, process.platform === "win32" ? "actionlint.exe" : "actionlint");
}

test("actionlint finds nothing in the workflows", async () => {
  const folder = join(REPOSITORY, ".github", "workflows");
  const workflows = await readdir(folder);
  expect(workflows).toContain("ci.yml");
  const { stdout } = await run(await actionlint(), workflows, { cwd: folder });
  expect(stdout).toBe("");
});

test("zizmor, at its most pedantic, finds nothing in the workflows and actions", async () => {
  const python = await pythonWith(["zizmor==1.32.0"]);
  const zizmor = join(dirname(python), "zizmor");
  const flags = ["--offline", "--persona=pedantic", "--format=json", "--config=.github/zizmor.yml"];
  const { stdout } = await run(zizmor, [...flags, ".github", "actions"], { cwd: REPOSITORY });
  expect(JSON.parse(stdout)).toEqual([]);
});

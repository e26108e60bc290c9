import { execFile } from "node:child_process";
import { mkdtempDisposable, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type YamlText, yamlTexts } from "../contract/yaml-document.ts";
import { needProgram } from "./debian-packages.ts";
import { goProgram } from "./go-programs.ts";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);
const REPOSITORY = join(import.meta.dirname, "..", "..");

/** Had as a Go module: its Python package downloads a binary, which not every machine may. Without shellcheck it says less. */
async function actionlint(): Promise<string> {
  await needProgram("shellcheck");
  return goProgram("github.com/rhysd/actionlint/cmd/actionlint", "v1.7.12");
}

test("actionlint finds nothing in the workflows", async () => {
  const folder = join(".github", "workflows");
  const workflows = await readdir(join(REPOSITORY, folder));
  for (const name of ["ci.yml", "gate-model.yml", "report-model.yml"]) expect(workflows).toContain(name);
  const paths = workflows.map((name) => join(folder, name));
  const { stdout } = await run(await actionlint(), paths, { cwd: REPOSITORY });
  expect(stdout).toBe("");
});

test("actionlint finds nothing in the workflows that the documents show", async () => {
  const shown = yamlTexts().filter(
    ({ where, text }) => /\.md:/.test(where) && /^on:/m.test(text) && /^jobs:/m.test(text),
  );
  expect(shown.length).toBeGreaterThan(5);
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-shown-"));
  const write = ({ where, text }: YamlText) => {
    const path = join(space.path, `${where.replace(/[^\w.]+/g, "-")}.yml`);
    return writeFile(path, text).then(() => path);
  };
  const paths = await Promise.all(shown.map(write));
  const { stdout } = await run(await actionlint(), paths, { cwd: space.path });
  expect(stdout).toBe("");
});

test("zizmor, at its most pedantic, finds nothing in the workflows and actions", async () => {
  const python = await pythonWith(["zizmor==1.32.0"]);
  const zizmor = join(dirname(python), "zizmor");
  const flags = ["--offline", "--persona=pedantic", "--format=json", "--config=.github/zizmor.yml"];
  const { stdout } = await run(zizmor, [...flags, ".github", "actions"], { cwd: REPOSITORY });
  expect(JSON.parse(stdout)).toEqual([]);
});

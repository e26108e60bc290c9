import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { shownWorkflows } from "../contract/shown-workflows.ts";
import { conforms } from "../harness/conforms.ts";
import { programVersion } from "../harness/peer-versions.ts";
import { needProgram } from "./debian-packages.ts";
import { goProgram } from "./go-programs.ts";
import { pythonWith } from "./python-environment.ts";

const run = promisify(execFile);
const REPOSITORY = join(import.meta.dirname, "..", "..");

/** What readers are given for their own repository: what is ours follows the branch of its major version, all else a commit. */
const READERS_CONFIG = join(REPOSITORY, "examples/starter/shared/.github/zizmor.yml");

/** The repository's own, and those that readers copy, whole. */
const OWN = files(".github/workflows/*.yml");
const COPIED = files("{examples,docs}/**/.github/workflows/*.yml");
const ACTIONS = files("actions/*/action.yml");

function files(pattern: string): string[] {
  const found = globSync(pattern, { cwd: REPOSITORY, exclude: (name) => name === "node_modules" });
  return found.map((file) => file.split(sep).join("/")).sort();
}

/** Had as a Go module: its Python package downloads a binary, which not every machine may. Without shellcheck it says less. */
async function actionlint(): Promise<string> {
  await needProgram("shellcheck");
  return goProgram("github.com/rhysd/actionlint/cmd/actionlint", "v1.7.12");
}

async function zizmor(): Promise<string> {
  return join(dirname(await pythonWith(["zizmor==1.32.0"])), "zizmor");
}

/** The workflows that documents show, as files of a repository. */
async function writtenWorkflows() {
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-shown-"));
  const folder = join(space.path, ".github", "workflows");
  await mkdir(folder, { recursive: true });
  const paths = await Promise.all(
    shownWorkflows().map(async ({ where, text }) => {
      const path = join(folder, `${where.replace(/[^\w.]+/g, "-")}.yml`);
      await writeFile(path, text);
      return path;
    }),
  );
  return { path: space.path, paths, [Symbol.asyncDispose]: () => space.remove() };
}

/** What zizmor finds, a line each: where, and by which audit. */
async function findings(program: string, config: string, paths: readonly string[]): Promise<string[]> {
  const flags = ["--offline", "--persona=pedantic", "--format=json", "--no-exit-codes", `--config=${config}`];
  const { stdout } = await run(program, [...flags, ...paths], { cwd: REPOSITORY, maxBuffer: 64 * 1024 * 1024 });
  const found: unknown = JSON.parse(stdout);
  if (!Array.isArray(found)) throw new Error("zizmor's answer is no list");
  return found.map((finding) => {
    const text = JSON.stringify(finding);
    const [, file] = /"verbatim_path":"([^"]*)"/.exec(text) ?? [];
    const [, row] = /"start_point":\{"row":(\d+)/.exec(text) ?? [];
    const [, audit] = /"ident":"([^"]*)"/.exec(text) ?? [];
    return `${file}:${Number(row) + 1}: ${audit}`;
  });
}

async function agrees(peer: string, program: string, claim: string, cases: number): Promise<void> {
  conforms({ area: "GitHub and workflows", claim, peer, version: await programVersion(program), cases });
}

test("there is something to lint of every kind", () => {
  for (const name of ["ci", "gate-model", "report-model"]) expect(OWN).toContain(`.github/workflows/${name}.yml`);
  expect(COPIED).toContain("examples/starter/shared/.github/workflows/report-model.yml");
  expect(ACTIONS.length).toBeGreaterThan(20);
  expect(shownWorkflows().length).toBeGreaterThan(60);
});

test("actionlint finds nothing in the workflows", async () => {
  const program = await actionlint();
  const { stdout } = await run(program, [...OWN, ...COPIED], { cwd: REPOSITORY });
  expect(stdout).toBe("");
  await agrees("actionlint", program, "our workflows, without a finding", OWN.length + COPIED.length);
});

test("actionlint finds nothing in the workflows that the documents show", async () => {
  await using shown = await writtenWorkflows();
  const program = await actionlint();
  const { stdout } = await run(program, shown.paths, { cwd: shown.path });
  expect(stdout).toBe("");
  await agrees("actionlint", program, "workflows that the documents show, without a finding", shown.paths.length);
});

test("zizmor, at its most pedantic, finds nothing in the workflows and actions", async () => {
  const program = await zizmor();
  expect(await findings(program, ".github/zizmor.yml", [".github", "actions"])).toEqual([]);
  const claim = "workflows and actions, at its most pedantic, without a finding";
  await agrees("zizmor", program, claim, OWN.length + ACTIONS.length);
});

test("zizmor finds nothing either in those that readers copy: the starter's, and all that the documents show", async () => {
  await using shown = await writtenWorkflows();
  const program = await zizmor();
  expect(await findings(program, READERS_CONFIG, [...COPIED, ...shown.paths])).toEqual([]);
  const claim = "workflows that readers copy, at its most pedantic, without a finding";
  await agrees("zizmor", program, claim, COPIED.length + shown.paths.length);
});

test("zizmor would say so where a shown workflow kept its credentials", async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-shown-"));
  const path = join(space.path, "workflow.yml");
  await writeFile(
    path,
    "name: x\non: push\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps: [{ uses: actions/checkout@v7 }]\n",
  );
  const found = (await findings(await zizmor(), READERS_CONFIG, [path])).join("\n");
  for (const audit of ["artipacked", "unpinned-uses", "excessive-permissions"]) expect(found).toContain(audit);
});

import { spawn } from "node:child_process";
import { mkdtemp, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { commands } from "@airworthy/commands";
import { describe, expect, test } from "vitest";
import { REPOSITORY } from "../harness/action-manifest.ts";

const LAUNCHER = join(REPOSITORY, "packages", "cli", "bin", "airworthy.js");
const ANSWER_KEYS = ["command", "verdict", "reasonCode", "headline", "outputs", "evidence"];

/** The Node that npm was started with, which may be older than the one that the tests run on. */
const NODES = [...new Set([process.execPath, process.env["npm_node_execpath"] ?? process.execPath])];

async function airworthy(argv: readonly string[], options: { node?: string; cwd?: string; launcher?: string } = {}) {
  const node = options.node ?? process.execPath;
  const cwd = options.cwd ?? (await mkdtemp(join(tmpdir(), "airworthy-elsewhere-")));
  const env = { PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"] };
  const child = spawn(node, [options.launcher ?? LAUNCHER, ...argv], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [exitCode, stdout, stderr] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}

describe.each(NODES)("started by %s, from another folder", (node) => {
  test("--help lists every verb and writes nothing else", async () => {
    const { exitCode, stdout, stderr } = await airworthy(["--help"], { node });
    for (const { name } of commands) expect(stdout).toContain(name);
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
  });

  test("--json answers one object with the exit code of its verdict", async () => {
    const { exitCode, stdout } = await airworthy(["post-report", "--json"], { node });
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(ANSWER_KEYS);
    expect(answer).toMatchObject({ command: "post-report", verdict: "error", reasonCode: "bad-input", evidence: [] });
    expect(exitCode).toBe(2);
  });
});

test("a symbolic link, as npm makes one, starts it too", async () => {
  const link = join(await mkdtemp(join(tmpdir(), "airworthy-link-")), "airworthy");
  await symlink(LAUNCHER, link);
  expect((await airworthy(["--version"], { launcher: link })).stdout).toMatch(/^airworthy \d+\.\d+\.\d+\n$/);
});

test("the built command line is the same", async () => {
  const built = await airworthy(["--help"], { launcher: join(REPOSITORY, "dist", "cli.js") });
  expect(built).toEqual(await airworthy(["--help"]));
});

test("a verb that is not there offers the nearest", async () => {
  const { exitCode, stderr } = await airworthy(["post-reports"]);
  expect(stderr).toContain('"post-reports" is not a verb; did you mean post-report?');
  expect(exitCode).toBe(2);
});

test.each(commands.map(({ name }) => name))("%s --help tells of every input", async (name) => {
  const { exitCode, stdout } = await airworthy([name, "--help"]);
  const command = commands.find((candidate) => candidate.name === name);
  for (const [input, { type }] of Object.entries(command?.inputs ?? {})) {
    if (type !== "secret") expect(stdout).toContain(type === "flag" ? `--[no-]${input}` : `--${input} `);
  }
  expect(exitCode).toBe(0);
});

test("a reader that goes away early is no failure", async () => {
  const child = spawn(process.execPath, [LAUNCHER, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const exited = new Promise((resolve) => child.once("close", resolve));
  expect(await text(child.stderr)).toBe("");
  expect(await exited).toBe(0);
});

test.skipIf(process.platform === "win32")(
  "an interrupted run ends with 130, its answer given, nothing written",
  async () => {
    const cwd = await mkdtemp(join(tmpdir(), "airworthy-interrupted-"));
    await writeFile(
      join(cwd, "endless.mjs"),
      "export const predict = () => new Promise((wake) => setTimeout(wake, 1e6));\n",
    );
    await writeFile(
      join(cwd, "suite.yml"),
      "name: s\nclasses: [a, b]\ntests: [{ id: t, kind: mft, templates: [x], expect: a }]\n",
    );
    const argv = ["test-behavior", "--suite", "suite.yml", "--candidate", "endless.mjs", "--json"];
    const child = spawn(process.execPath, [LAUNCHER, ...argv], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const exited = new Promise((resolve) => child.once("close", resolve));
    const stdout = text(child.stdout);
    let log = "";
    for await (const chunk of child.stderr) {
      log += chunk;
      if (log.includes("Run the tests")) child.kill("SIGINT");
    }
    expect(JSON.parse(await stdout)).toMatchObject({ verdict: "error", reasonCode: "interrupted" });
    expect(await exited).toBe(130);
    expect((await readdir(cwd)).sort()).toEqual(["endless.mjs", "suite.yml"]);
  },
);

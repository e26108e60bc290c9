import { spawn } from "node:child_process";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SHIPPED } from "../harness/action-manifest.ts";
import { createGitFolder, type GitFolder } from "../harness/git-repository.ts";
import { listen } from "../harness/github/listen.ts";

const CLI = join(SHIPPED, "dist", "cli.js");

let folder: GitFolder;

beforeAll(async () => {
  folder = await createGitFolder();
});

afterAll(() => folder[Symbol.asyncDispose]());

async function airworthy(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const surroundings = { PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"], ...env };
  const child = spawn(process.execPath, [CLI, ...argv], {
    cwd: folder.path,
    env: surroundings,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [exitCode, stdout, stderr] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number | null;
}

function findingsOf(stdout: string): readonly Told[] {
  return JSON.parse(JSON.parse(stdout).outputs.findings);
}

/** GitHub's answers to what is asked of a repository's settings; 403 for the others, as to a job's own token. */
const SETTINGS: Readonly<Record<string, unknown>> = {
  "/repos/octo-org/sentiment": { default_branch: "main" },
  "/repos/octo-org/sentiment/rules/branches/main": [],
  "/repos/octo-org/sentiment/branches/main": { name: "main", protected: false },
  "/repos/octo-org/sentiment/actions/permissions/workflow": { default_workflow_permissions: "write" },
};

/** Asks doctor with a token about octo-org/sentiment, of which GitHub says this, and keeps what it was asked. */
async function withSettings(settings: Readonly<Record<string, unknown>>, ...argv: readonly string[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    asked.push(`${request.method} ${path} ${request.headers.authorization}`);
    const answer = settings[path];
    response.writeHead(answer === undefined ? 403 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { message: "Resource not accessible by integration" }));
  });
  await using github = await listen(server);
  const env = { GITHUB_SERVER_URL: "https://github.com", GITHUB_API_URL: github.url, MY_TOKEN: "ghs_secret" };
  return { asked, ...(await airworthy(["doctor", "--json", "--token-env", "MY_TOKEN", ...argv], env)) };
}

/** Each test goes on where the one before ended. */
describe("a repository is begun, mended and broken", () => {
  test("what init writes has no error: only what stands for people is still to be filled in", async () => {
    expect((await airworthy(["init", "--flavour", "generic", "--model", "sentiment"])).exitCode).toBe(0);
    const { exitCode, stdout } = await airworthy(["doctor", "--json"]);
    expect(exitCode).toBe(0);
    const found = findingsOf(stdout);
    expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(new Set(found.filter(({ severity }) => severity === "warning").map(({ rule }) => rule))).toEqual(
      new Set(["placeholder-left"]),
    );
    expect(JSON.parse(stdout)).toMatchObject({ command: "doctor", verdict: "warn", reasonCode: "warnings-found" });
  });

  test("with a token the settings at GitHub are looked at, and what may not be seen is said", async () => {
    const { asked, exitCode, stdout, stderr } = await withSettings(SETTINGS, "--repository", "octo-org/sentiment");
    expect(exitCode).toBe(0);
    const rules = findingsOf(stdout).map(({ rule }) => rule);
    for (const rule of ["default-permissions-write", "check-not-required", "repository-unread"]) {
      expect(rules).toContain(rule);
    }
    expect(rules).not.toContain("repository-not-looked-at");
    expect(asked.every((line) => line.startsWith("GET /repos/octo-org/sentiment"))).toBe(true);
    expect(asked.every((line) => line.endsWith("token ghs_secret"))).toBe(true);
    expect(stdout + stderr).not.toContain("ghs_secret");
  });

  test("promotions and rollouts that commit to a branch with rules are told of, with the ways out", async () => {
    await folder.commit({ "README.md": "# Sentiment\n" });
    folder.git("config", "remote.origin.url", "git@github.com:octo-org/sentiment.git");
    const rules = [{ type: "pull_request", parameters: {} }];
    const protectedMain = { ...SETTINGS, "/repos/octo-org/sentiment/rules/branches/main": rules };
    const { exitCode, stdout } = await withSettings(protectedMain, "--rule", "protected-push");
    expect(exitCode).toBe(1);
    const found = findingsOf(stdout).filter(({ rule }) => rule === "protected-push");
    expect(new Set(found.map(({ file }) => file))).toEqual(
      new Set([".github/workflows/promote-model.yml", ".github/workflows/watch-canary.yml"]),
    );
    expect(stdout).toContain("GitHub refuses: a pull request is required");
    expect(stdout).toContain("GitHub App which may bypass the rule");
  });

  test("of a repository elsewhere GitHub is asked nothing, and that is said", async () => {
    folder.git("config", "remote.origin.url", "https://gitlab.com/octo-org/sentiment.git");
    const { asked, exitCode, stdout } = await withSettings(SETTINGS, "--rule", "protected-push");
    expect([exitCode, asked]).toEqual([3, []]);
    expect(stdout).toContain("the remote origin is no repository of github.com");
  });

  test("mistakes are found where they are, with what mends them, and fail", async () => {
    const workflow = join(folder.path, ".github", "workflows", "mistaken.yml");
    await writeFile(
      workflow,
      "on: push\njobs:\n  a:\n    steps:\n      - uses: airworthy/airworthy/actions/test-behaviour@v1\n",
    );
    await appendFile(join(folder.path, "airworthy.yml"), "\nmodle: {}\n");
    const { exitCode, stdout } = await airworthy(["doctor"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("✕ action-unknown  .github/workflows/mistaken.yml:5:9");
    expect(stdout).toContain("Write uses: airworthy/airworthy/actions/test-behavior@v1");
    const lines = (await readFile(join(folder.path, "airworthy.yml"), "utf8")).split("\n");
    expect(stdout).toContain(`✕ configuration-invalid  airworthy.yml:${lines.indexOf("modle: {}") + 1}:1`);
    expect(stdout).toContain("modle: unknown field; did you mean model?");
  });

  test("ignored rules are counted, and a rule that there is not is bad input", async () => {
    const argv = ["doctor", "--ignore", "configuration-invalid", "--ignore", "action-unknown"];
    const { exitCode, stdout } = await airworthy(argv);
    expect(exitCode).toBe(0);
    // On a terminal lines are wrapped.
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "Ignored: 1 finding of configuration-invalid, 1 finding of action-unknown.",
    );
    const wrong = await airworthy(["doctor", "--rule", "action-unkown"]);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain("did you mean action-unknown?");
  });
});

test("a folder that holds nothing is inconclusive", async () => {
  await mkdir(join(folder.path, "empty"));
  expect((await airworthy(["doctor", "--directory", "empty"])).exitCode).toBe(3);
});

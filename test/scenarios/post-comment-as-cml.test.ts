import { spawn } from "node:child_process";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { SHIPPED } from "../harness/action-manifest.ts";
import { type GitHub, HEAD_SHA, pullRequestEvent, startGitHub } from "../harness/github/index.ts";
import { withoutMarker } from "./post-comment-step.ts";

/** What CML 0.20.6 posts of a file with --publish=false, before its watermark, is the file: seen by running it. */
const REPORT = "## Metrics\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";

interface RunStep {
  readonly words: string;
  readonly run?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A `run:` step of a workflow that says it as it said it to CML: with its variables, its command file, and nothing on standard input. */
async function runStep(github: GitHub, folder: string, { words, run = 1000, env = {} }: RunStep) {
  const { name, payload } = pullRequestEvent();
  const event = join(folder, "event.json");
  await writeFile(event, JSON.stringify(payload));
  const child = spawn(process.execPath, [join(SHIPPED, "dist", "cli.js"), "cml", ...words.split(" ")], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      SystemRoot: process.env["SystemRoot"],
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: github.state.repository,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_SHA: HEAD_SHA,
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      GITHUB_WORKFLOW: "train",
      GITHUB_RUN_ID: `${run}`,
      GITHUB_RUN_ATTEMPT: "1",
      ...github.env,
      ...env,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [code, stdout, stderr] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  child.stdin.destroy();
  return { code, stdout, stderr };
}

test("`cml comment create` and `update` say the same with `airworthy` before them: same file, same comment, the address printed", async () => {
  await using github = await startGitHub();
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-cml-"));
  await writeFile(join(folder.path, "report.md"), REPORT);
  await writeFile(join(folder.path, "summary.md"), "");
  const token = github.tokenFor({ "pull-requests": "write" });
  const env = { REPO_TOKEN: token };

  const created = await runStep(github, folder.path, { words: "comment create --publish report.md", env });
  expect(created).toMatchObject({
    code: 0,
    stdout: "https://github.com/octo-org/sentiment/pull/7#issuecomment-1\n",
    stderr: expect.stringContaining("warning: --publish: nothing is uploaded here"),
  });
  expect(withoutMarker(github.state.comments[0]?.body)).toBe(REPORT.trimEnd());
  expect(await readFile(join(folder.path, "summary.md"), "utf8")).toBe(REPORT);

  await writeFile(join(folder.path, "report.md"), "Better");
  const updated = await runStep(github, folder.path, { words: "comment update report.md", run: 1001, env });
  expect(updated).toMatchObject({ code: 0, stdout: created.stdout });
  const second = await runStep(github, folder.path, { words: "send-comment report.md", run: 1002, env });
  expect(second.stdout).not.toBe(created.stdout);
  expect(github.state.comments.map(({ body }) => withoutMarker(body))).toEqual(["Better", "Better"]);
});

test("what CML does and we do not is an error that says so, as JSON too, and nothing is written", async () => {
  await using github = await startGitHub();
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-cml-"));
  const run = await runStep(github, folder.path, { words: "comment create --driver=gitlab --json report.md" });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('--driver: "gitlab" was given; github is allowed');
  expect(JSON.parse(run.stdout)).toMatchObject({ command: null, verdict: "error", reasonCode: "bad-input" });
  const piped = await runStep(github, folder.path, { words: "comment create -", env: { GITHUB_TOKEN: "t" } });
  expect(piped).toMatchObject({ code: 2, stderr: expect.stringContaining("-") });
  expect(github.requests).toEqual([]);
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Statement } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { expect, test } from "vitest";
import {
  type GitHub,
  HEAD_SHA,
  pullRequestEvent,
  REPOSITORY,
  startGitHub,
} from "../../../test/harness/github/index.ts";
import { behaviorEvidence, createWorkspace, type ReportWorkspace } from "../../../test/scenarios/report-workspace.ts";
import { postReport } from "./post-report.ts";

const PASSING = { verdict: "pass", change: "stable", headline: "Nothing changed" } as const;

test.concurrent("without a token or an event it prints, and writes Markdown and a page", async () => {
  await using workspace = await createWorkspace(behaviorEvidence());
  const outcome = await run(workspace, {});
  expect(outcome).toMatchObject({ verdict: "fail", reasonCode: "not-ready", outputs: { comment: "none" } });
  expect(outcome.summary[0]).toMatchObject({ kind: "alert", tone: "caution" });
  expect(await readFile(join(workspace.folder, outcome.outputs.markdown), "utf8")).toContain(
    "Negation fails more often",
  );
  expect(await readFile(join(workspace.folder, outcome.outputs.page), "utf8")).toMatch(/^<!doctype html>/i);
});

test.concurrent("the verdict is the worst of the evidence", async () => {
  await using workspace = await createWorkspace(
    behaviorEvidence(PASSING),
    behaviorEvidence({ ...PASSING, verdict: "inconclusive", change: "insufficient-evidence" }),
  );
  await expect(run(workspace, {})).resolves.toMatchObject({ verdict: "inconclusive", reasonCode: "no-verdict" });
});

test.concurrent("the same file found twice counts once", async () => {
  await using workspace = await createWorkspace(behaviorEvidence(), behaviorEvidence());
  const outcome = await run(workspace, {
    evidence: ["airworthy-evidence/*.json", "airworthy-evidence/behavior-0.json"],
  });
  expect(JSON.stringify(outcome.summary.at(-1))).toContain("evidence: 1 file");
});

test.concurrent("evidence that cannot be relied on is a UserError that names the file", async () => {
  const statement = behaviorEvidence();
  const { candidate } = statement.predicate;
  const swapped = {
    ...statement,
    predicate: { ...statement.predicate, candidate: { ...candidate, sha256: "c".repeat(64) } },
  };
  const cases: [string | Statement, RegExp][] = [
    ["", /bad\.json is empty/],
    ["{", /bad\.json is not JSON/],
    ["{}", /bad\.json is not valid/],
    [
      { ...statement, predicateType: "https://example.test/x/v1" },
      /bad\.json: the predicate type is not known: "https:\/\/ex/,
    ],
    [
      { ...statement, predicateType: statement.predicateType.replace("/v1", "/v2") },
      /bad\.json: this version .* is not known/,
    ],
    [
      { ...statement, predicate: { verdict: "pass" } },
      /bad\.json: the behaviour of review-sentiment@2\.0\.0 is not valid/,
    ],
    [{ ...statement, predicate: { ...statement.predicate, verdict: Number.NaN } }, /bad\.json.*\n.*verdict/],
    [swapped, /bad\.json: the digests do not match/],
    [
      behaviorEvidence({ sha256: "d".repeat(64) }),
      /digests of "review-sentiment@2\.0\.0" do not match: .*behavior-0\.json/,
    ],
  ];
  for (const [content, message] of cases) {
    await using workspace = await createWorkspace(statement);
    await workspace.write("bad.json", content);
    await expect(run(workspace, {})).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(message),
    });
  }
});

test.concurrent("no evidence at all is a UserError, never a pass", async () => {
  await using workspace = await createWorkspace();
  await expect(run(workspace, {})).rejects.toThrow('no file matches "airworthy-evidence/*.json"');
  await expect(run(workspace, { evidence: [] })).rejects.toThrow("no pattern was given");
  await using other = await createWorkspace(behaviorEvidence());
  await expect(run(other, { evidence: ["airworthy-evidence/*.json", "missing/*.json"] })).rejects.toThrow(
    '"missing/*.json"',
  );
});

test.concurrent("a pull request gets a comment and a check on the examined commit", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const outcome = await run(workspace, { github });
  expect(outcome.outputs).toMatchObject({
    comment: "created",
    "comment-url": expect.stringMatching(/issuecomment-1$/),
    "check-url": expect.stringMatching(/runs\/1$/),
  });
  expect(github.state.comments[0]?.body).toContain("Negation fails more often");
  expect(github.state.checks).toMatchObject([{ name: "Airworthy", headSha: HEAD_SHA, conclusion: "failure" }]);
});

test.concurrent("a read-only token costs neither the report nor the verdict", async () => {
  await using github = await startGitHub();
  github.state.readOnly = true;
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const outcome = await run(workspace, { github });
  expect(outcome).toMatchObject({ verdict: "pass", outputs: { comment: "not-permitted" } });
  expect(
    outcome.annotations.map(({ level, message }) => [level, /permissions: ([\w-]+: write)/.exec(message)?.[1]]),
  ).toEqual([
    ["warning", "pull-requests: write"],
    ["warning", "checks: write"],
  ]);
});

test.concurrent("when GitHub refuses for another reason the step fails, with the report in the summary", async () => {
  await using github = await startGitHub();
  github.faults.push({ kind: "too-long", request: /^POST.*comments/ });
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const outcome = await run(workspace, { github });
  expect(outcome).toMatchObject({
    verdict: "error",
    reasonCode: "not-posted",
    headline: expect.stringMatching(/answered 422/),
  });
  expect(JSON.stringify(outcome.summary)).toContain("Nothing changed");
});

test.concurrent("evidence that cannot be read takes the place of the earlier comment", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  await run(workspace, { github });
  await workspace.write("bad.json", "{");
  await expect(run(workspace, { github })).rejects.toThrow("bad.json is not JSON");
  expect(github.state.comments).toHaveLength(1);
  expect(github.state.comments[0]?.body).toMatch(/No result: the evidence could not be read/);
  expect(github.state.checks.at(-1)).toMatchObject({ conclusion: "failure" });
});

interface Settings {
  readonly github?: GitHub;
  readonly evidence?: readonly string[];
}

async function run(workspace: ReportWorkspace, { github, evidence = ["airworthy-evidence/*.json"] }: Settings) {
  const runner = await mkdtemp(join(tmpdir(), "airworthy-event-"));
  try {
    const env = github === undefined ? {} : await environment(github, join(runner, "event.json"));
    const inputs = { evidence, artifacts: undefined, output: "report", key: "airworthy", "check-name": "Airworthy" };
    const token = github === undefined ? undefined : "token";
    return await postReport.run({ ...inputs, token }, portsOf(workspace.folder, env));
  } finally {
    await rm(runner, { recursive: true });
  }
}

async function environment(github: GitHub, file: string): Promise<Record<string, string>> {
  const { name, payload } = pullRequestEvent();
  await writeFile(file, JSON.stringify(payload));
  return { ...github.env, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: REPOSITORY };
}

function portsOf(cwd: string, env: Record<string, string>): Ports {
  const nothing = () => {};
  return {
    cwd,
    env,
    log: { info: nothing, warn: nothing, group: (_, work) => work() },
    signal: new AbortController().signal,
    now: () => new Date(0),
    progress: () => ({ advance: nothing, finish: nothing }),
  };
}

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BEHAVIOR_TYPE } from "@airworthy/behavior";
import { createStatement, type Statement, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import {
  type Event,
  type GitHub,
  HEAD_SHA,
  issueCommentEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  REPOSITORY,
  startGitHub,
  workflowRunEvent,
} from "../../../test/harness/github/index.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
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

test.concurrent("a regression that its own evidence calls a pass is reported as a regression", async () => {
  await using workspace = await createWorkspace(
    behaviorEvidence({ verdict: "pass", change: "regression", headline: "All good" }),
  );
  await expect(run(workspace, {})).resolves.toMatchObject({
    verdict: "fail",
    headline: "Not ready: 1 regression. All good",
  });
});

test.concurrent("evidence of where a package comes from, alone, is no reason to call it ready", async () => {
  const { subject } = behaviorEvidence();
  await using workspace = await createWorkspace(
    createStatement(subject[0], "https://slsa.dev/provenance/v1", {
      buildDefinition: { buildType: "https://example.test/build/v1", externalParameters: {} },
      runDetails: { builder: { id: "https://example.test/builder" } },
    }),
  );
  await expect(run(workspace, {})).resolves.toMatchObject({
    verdict: "inconclusive",
    headline: expect.stringMatching(/^Undecided\. .*no test and no comparison/),
  });
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
      { ...statement, predicateType: statement.predicateType.replace("/v0.1", "/v0.2") },
      /bad\.json: this version .* is not known/,
    ],
    [
      { ...statement, predicate: { verdict: "pass" } },
      /bad\.json: the test result of review-sentiment@2\.0\.0 is not valid/,
    ],
    [{ ...statement, predicate: { ...statement.predicate, verdict: Number.NaN } }, /bad\.json.*\n.*verdict/],
    [
      { ...statement, predicate: { ...statement.predicate, verdict: "pass" } },
      /bad\.json.*\n.*the worst of its findings/,
    ],
    [swapped, /bad\.json: the digests do not match/],
    [
      behaviorEvidence({ sha256: "d".repeat(64) }),
      /digests of "review-sentiment@2\.0\.0" do not match: .*behavior-0\.json/,
    ],
    [
      {
        ...statement,
        subject: [...statement.subject, { name: "review-sentiment@1.4.0", digest: { sha256: "e".repeat(64) } }],
      },
      /digests of "review-sentiment@1\.4\.0" do not match: .*bad\.json.*bad\.json/,
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

test.concurrent("a comment that fails leaves no earlier check to stand for this run", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  github.faults.push({ kind: "too-long", request: /^POST.*comments/ });
  await expect(run(workspace, { github })).resolves.toMatchObject({ reasonCode: "not-posted" });
  expect(github.state.checks).toMatchObject([{ headSha: HEAD_SHA, conclusion: "failure" }]);
});

test.concurrent("an answer that is not GitHub's costs the comment, not the report", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  github.faults.push({ kind: "query-refused", request: /^GET.*comments/ });
  const outcome = await run(workspace, { github });
  expect(outcome).toMatchObject({ verdict: "error", reasonCode: "not-posted" });
  expect(JSON.stringify(outcome.summary)).toContain("Nothing changed");
});

test.concurrent("where GitHub does not say which pull request it is, the report is kept", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const event = workflowRunEvent();
  github.faults.push({ kind: "too-long", request: /^GET.*pulls/ });
  const failed = await run(workspace, { github, event });
  expect(failed).toMatchObject({ verdict: "error", reasonCode: "not-posted" });
  expect(JSON.stringify(failed.summary)).toContain("Nothing changed");
  expect(await readFile(join(workspace.folder, failed.outputs.page), "utf8")).toContain("Nothing changed");

  github.faults.push({ kind: "read-only", request: /^GET.*pulls/ });
  const refused = await run(workspace, { github, event });
  expect(refused).toMatchObject({ verdict: "pass", outputs: { comment: "not-permitted" } });
  expect(refused.annotations[0]?.message).toContain("permissions: pull-requests: read");
});

test.concurrent("under workflow_run the report is for the triggering run's commit, pull request or not", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const head = { sha: "f".repeat(40), ref: "gone", repository: REPOSITORY };
  const event = workflowRunEvent({ number: 8, state: "open", head });
  const outcome = await run(workspace, { github, event });
  expect(outcome.outputs.comment).toBe("none");
  expect(JSON.stringify(outcome.summary.at(-1))).toContain('"text":"fffffff"');
});

test.concurrent.each([
  ["a push", pushEvent("refs/heads/candidate", HEAD_SHA), HEAD_SHA],
  ["a merge queue", mergeGroupEvent(), "2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d"],
  ["a schedule", { name: "schedule", payload: {} }, "0".repeat(40)],
  ["somebody's click", { name: "workflow_dispatch", payload: {} }, "0".repeat(40)],
])("%s gets no comment but a check on its commit, and one line of log", async (_, event, headSha) => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const lines: string[] = [];
  const outcome = await run(workspace, { github, event, lines });
  expect(outcome.outputs).toMatchObject({ comment: "none", "check-url": expect.stringMatching(/runs\/1$/) });
  expect(github.state.comments).toEqual([]);
  expect(github.state.checks).toMatchObject([{ headSha, conclusion: "success" }]);
  expect(lines.filter((line) => line.startsWith("No comment"))).toHaveLength(1);

  github.state.readOnly = true;
  await expect(run(workspace, { github, event })).resolves.toMatchObject({ verdict: "pass", annotations: [] });
});

test.concurrent("an issue's comment is about no commit", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const outcome = await run(workspace, { github, event: issueCommentEvent(7, false) });
  expect(outcome.outputs).toMatchObject({ comment: "none", "check-url": "" });
  expect(github.state.checks).toEqual([]);
});

test.concurrent.each([
  ["success", "pass"],
  ["failure", "inconclusive"],
  ["cancelled", "inconclusive"],
  [null, "inconclusive"],
])("evidence of a run that ended with %s is %s: a step that broke leaves none", async (conclusion, verdict) => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const event = workflowRunEvent(undefined, { id: 900, attempt: 1, conclusion });
  const outcome = await run(workspace, { github, event });
  expect(outcome.verdict).toBe(verdict);
  expect(github.state.checks.map((check) => check.conclusion)).toEqual([verdict === "pass" ? "success" : "neutral"]);
});

test.concurrent("a run that failed for what its evidence says is reported as that", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const event = workflowRunEvent(undefined, { id: 900, attempt: 1, conclusion: "failure" });
  await expect(run(workspace, { github, event })).resolves.toMatchObject({
    verdict: "fail",
    headline: "Not ready: 1 regression. Negation fails more often",
  });
});

test.concurrent("what is not a file is not read: a pipe may never end", async () => {
  await using workspace = await createWorkspace();
  await mkdir(join(workspace.folder, "airworthy-evidence", "a.json"));
  await expect(run(workspace, {})).rejects.toThrow(/a\.json is not a file/);
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

test.concurrent("a folder that cannot be written to costs the files, not the comment of this commit", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const output = "airworthy-evidence/behavior-0.json/report";
  await expect(run(workspace, { github, inputs: { output } })).rejects.toThrow(UserError);
  expect(github.state.comments[0]?.body).toMatch(/Not ready: 1 regression/);
  expect(github.state.checks.at(-1)).toMatchObject({ conclusion: "failure" });
});

test.concurrent("programs read report.json and the outputs, and the file can be shown again", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence());
  const first = await run(workspace, { github });
  expect(first.outputs).toMatchObject({ title: "Not ready: 1 regression", counts: '{"regression":1}' });
  const text = await readFile(join(workspace.folder, first.outputs.report), "utf8");
  expect(JSON.parse(text)).toMatchObject({
    schema: "https://airworthy.dev/report/v1",
    verdict: "fail",
    commit: HEAD_SHA,
    evidence: [{ name: expect.stringMatching(/behavior-0\.json$/), type: BEHAVIOR_TYPE }],
  });
  const again = await run(workspace, { github, evidence: [], inputs: { report: first.outputs.report } });
  expect(again.outputs).toMatchObject({ comment: "unchanged", counts: '{"regression":1}' });
  expect(again.summary).toEqual(first.summary);
  expect(await readFile(join(workspace.folder, again.outputs.report), "utf8")).toBe(text);
});

test.concurrent("a report of another commit is not shown as this one's, nor one that a pull request may have written", async () => {
  await using github = await startGitHub();
  await using workspace = await createWorkspace(behaviorEvidence(PASSING));
  const { outputs } = await run(workspace, { github });
  const inputs = { report: outputs.report };
  const event = pushEvent("refs/heads/main", "f".repeat(40));
  await expect(run(workspace, { github, event, inputs })).rejects.toThrow(
    `speaks of the commit ${HEAD_SHA}, this workflow of ${"f".repeat(40)}`,
  );
  const fork = {
    number: 8,
    state: "open" as const,
    head: { sha: HEAD_SHA, ref: "patch-1", repository: "eve/sentiment" },
  };
  github.state.pulls.push(fork);
  const ofFork = { ...pullRequestEvent(fork), name: "pull_request_target" };
  for (const event of [workflowRunEvent(), ofFork, issueCommentEvent(8, true)]) {
    await expect(run(workspace, { github, event, inputs })).rejects.toThrow(
      "report: one that a pull request may have written is not to be relied on",
    );
  }
});

test.concurrent("each row that did not pass is an annotation, after the verdict", async () => {
  await using workspace = await createWorkspace(behaviorEvidence({ titles: ["negation", "typos"] }));
  const { annotations } = await run(workspace, {});
  expect(annotations.map(({ level }) => level)).toEqual(["error", "error", "error"]);
  expect(annotations[0]?.message).toBe("Not ready: 2 regressions. Negation fails more often");
  expect(annotations[1]?.message).toMatch(/^negation, fails: was \d.* now \d.*: regression$/);
});

const DEFAULTS = {
  artifacts: undefined,
  report: undefined,
  history: undefined,
  output: "report",
  comment: "always",
  "new-comment": "never",
  state: "result",
  part: undefined,
  key: "airworthy",
  "pull-request": undefined,
  "check-name": "Airworthy",
} as const;

interface Settings {
  readonly github?: GitHub;
  readonly event?: Event;
  readonly evidence?: readonly string[];
  readonly inputs?: Partial<
    Pick<Parameters<typeof postReport.run>[0], "comment" | "new-comment" | "state" | "part" | "report" | "output">
  >;
  /** Where the log goes. */
  readonly lines?: string[];
}

async function run(workspace: ReportWorkspace, settings: Settings) {
  const { github, event, evidence = ["airworthy-evidence/*.json"], lines = [] } = settings;
  const runner = await mkdtemp(join(tmpdir(), "airworthy-event-"));
  try {
    const env = github === undefined ? {} : await environment(github, event ?? pullRequestEvent(), runner);
    const inputs = { ...DEFAULTS, evidence, ...settings.inputs };
    const token = github === undefined ? undefined : "token";
    const ports = silentPorts(workspace.folder, { env });
    const log = { ...ports.log, info: (line: string) => void lines.push(line) };
    return await postReport.run({ ...inputs, token }, { ...ports, log });
  } finally {
    await rm(runner, { recursive: true });
  }
}

async function environment(github: GitHub, event: Event, folder: string): Promise<Record<string, string>> {
  const file = join(folder, "event.json");
  await writeFile(file, JSON.stringify(event.payload));
  const repository = { GITHUB_REPOSITORY: REPOSITORY, GITHUB_SHA: "0".repeat(40) };
  return { ...github.env, ...repository, GITHUB_EVENT_NAME: event.name, GITHUB_EVENT_PATH: file };
}

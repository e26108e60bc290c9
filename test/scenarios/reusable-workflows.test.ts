import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleEntry, exampleVersion } from "../../packages/history/src/testing/example-entry.ts";
import {
  addCommit,
  type Event,
  type GitHub,
  pullRequestEvent,
  startGitHub,
  workflowRunEvent,
} from "../harness/github/index.ts";
import { callWorkflow, type WorkflowRun } from "../harness/workflow/call-workflow.ts";

const FORK = {
  number: 8,
  state: "open",
  head: { sha: "f".repeat(40), ref: "patch-1", repository: "contributor/sentiment" },
} as const;

const SUITE = `
name: reviews
seed: 5
classes: [negative, positive]
lexicons:
  praise: [good, great, fine, superb, lovely, nice, neat, sweet]
  thing: [film, phone, oven, book]
tests:
  - { id: plain, kind: mft, expect: positive, templates: ["The {thing} is {praise}."] }
  - { id: negation, kind: mft, expect: negative, templates: ["The {thing} is not {praise}."] }
`;
const answers = (pattern: string) =>
  `export const predict = (texts) => texts.map((text) => (/${pattern}/.test(text) ? "negative" : "positive"));\n`;
/** 200 rows, of which the candidate gets 80 wrong and the baseline none. */
const PREDICT = `
import { writeFileSync } from "node:fs";
const rows = (wrong) => Array.from({ length: 200 }, (_, id) => {
  const label = id % 2 === 0 ? "a" : "b";
  return JSON.stringify({ id, label, prediction: id < wrong ? "c" : label }) + "\\n";
}).join("");
writeFileSync("new.jsonl", rows(80));
writeFileSync("old.jsonl", rows(0));
`;
const FILES = {
  "suite.yml": SUITE,
  "model/predict.mjs": answers("never"),
  "old.mjs": answers("not|never"),
  "predict.mjs": PREDICT,
};
const INPUTS = {
  prepare: "node predict.mjs\ntest -s new.jsonl",
  model: "model",
  name: "reviews",
  version: "2.0.0",
  suite: "suite.yml",
  candidate: "model/predict.mjs",
  baseline: "old.mjs",
  predictions: "new.jsonl",
  "baseline-predictions": "old.jsonl",
};
const LIMIT = { timeout: 180_000 };

/** A fork's pull request, its files checked out, and room for jobs. */
async function startFork(files: Readonly<Record<string, string>> = FILES) {
  const github = await startGitHub();
  const space = await mkdtempDisposable(join(tmpdir(), "airworthy-called-"));
  const checkout = join(space.path, "checkout");
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(checkout, name, ".."), { recursive: true });
    await writeFile(join(checkout, name), text);
  }
  github.state.pulls.push({ ...FORK, base: { ref: "main", sha: addCommit(github.state) } });
  return {
    github,
    checkout,
    folder: space.path,
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      await space.remove();
    },
  };
}

type Fork = Awaited<ReturnType<typeof startFork>>;

/** As GitHub runs a fork's pull request: with a token that may only read. */
async function gate({ github, checkout, folder }: Fork, inputs: Readonly<Record<string, string | number>>) {
  github.state.readOnly = true;
  github.state.runId = 900;
  const env = environment(github, folder, "900");
  const event = pullRequestEvent(github.state.pulls.at(-1));
  const run = await callWorkflow("gate-model.yml", { inputs: { ...INPUTS, ...inputs }, checkout, folder, env, event });
  github.state.readOnly = false;
  github.state.runId = 1000;
  return run;
}

/** As GitHub runs what follows: on the default branch, which is not even checked out. */
function report(
  { github, folder }: Fork,
  { conclusion }: { conclusion: string | null },
  inputs: Readonly<Record<string, string>> = {},
): Promise<WorkflowRun> {
  const ended = workflowRunEvent(FORK, { id: 900, attempt: 1, conclusion });
  const event = conclusion === null ? changed(ended, { action: "requested" }) : ended;
  const env = environment(github, folder, "1000");
  return callWorkflow("report-model.yml", { inputs, checkout: folder, folder, env, event });
}

function changed({ name, payload }: Event, change: object): Event {
  return { name, payload: Object.assign({}, payload, change) };
}

function environment(github: GitHub, folder: string, run: string): Record<string, string> {
  return { ...github.env, GITHUB_RUN_ID: run, HOME: join(folder, "home") };
}

function results({ jobs }: WorkflowRun): Record<string, string[]> {
  return Object.fromEntries([...jobs].map(([id, runs]) => [id, runs.map(({ result }) => result)]));
}

test.concurrent(
  "a fork's pull request goes through both workflows, from its own files to the comment",
  LIMIT,
  async () => {
    await using fork = await startFork();
    const first = await gate(fork, {});
    expect(results(first)).toEqual({
      evidence: ["success"],
      plan: ["skipped"],
      behavior: ["skipped"],
      report: ["success"],
    });
    expect([first.conclusion, first.outputs]).toEqual(["success", { verdict: "fail" }]);
    const { github } = fork;
    expect(github.state.artifacts.map(({ name }) => name)).toEqual([
      "evidence-package",
      "evidence-behavior",
      "evidence-metrics",
    ]);
    const summary = first.jobs.get("report")?.[0]?.steps.get("report");
    expect(summary?.summary).toContain("negation");
    expect(summary?.action?.annotations.filter(({ message }) => message.includes("permissions"))).toEqual([]);
    expect(github.requests.filter(({ status }) => status === 403)).toEqual([]);
    expect([github.state.comments, github.state.checks]).toEqual([[], []]);

    const lines = ["1", "2"].map((digit) =>
      JSON.stringify(exampleEntry({ candidate: exampleVersion(digit, "reviews"), commit: digit.repeat(40) })),
    );
    const history = addCommit(github.state, { files: { "history/2026-03.jsonl": lines.join("\n") } });
    github.state.refs.set("refs/heads/airworthy-history", history);
    const second = await report(fork, first, { history: "airworthy-history" });
    expect(second.outputs).toMatchObject({ verdict: "fail", "comment-url": expect.stringContaining("/pull/8#") });
    const [comment] = github.state.comments;
    const digest = first.jobs.get("evidence")?.[0]?.steps.get("package")?.outputs["digest"] ?? "";
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(comment?.body).toContain(digest.slice(0, "sha256:".length + 12));
    expect(comment?.body).toContain("negation");
    expect(comment?.body).toContain("accuracy");
    expect(comment?.body).toContain("Trend of 1 metric over 3 versions");
    expect(comment?.body).not.toContain("may be missing");
    // What is to be run again is the run that makes the evidence.
    expect(comment?.body).toContain("gh run rerun 900 ");
    expect(github.state.checks).toMatchObject([{ name: "Airworthy", headSha: FORK.head.sha, conclusion: "failure" }]);
  },
);

test.concurrent(
  "three machines share a suite, each on the digest that it tested, and one verdict is reported",
  LIMIT,
  async () => {
    await using fork = await startFork();
    const first = await gate(fork, { shards: 3, predictions: "", evidence: "reviews" });
    expect(results(first)).toEqual({
      evidence: ["success"],
      plan: ["success"],
      behavior: ["success", "success", "success"],
      report: ["success"],
    });
    expect(first.outputs["verdict"]).toBe("fail");
    const names = fork.github.state.artifacts.map(({ name }) => name);
    expect(names).toEqual([
      "reviews-package",
      "shard-reviews-1",
      "shard-reviews-2",
      "shard-reviews-3",
      "reviews-behavior",
    ]);
    expect(first.jobs.get("report")?.[0]?.steps.get("report")?.summary).toContain("32 new failures");
  },
);

test.concurrent(
  "called as stage 1 starts, the second says that a report is to come, and takes that back with the result",
  LIMIT,
  async () => {
    await using fork = await startFork();
    const { comments, checks } = fork.github.state;
    await report(fork, { conclusion: null });
    expect(comments).toMatchObject([{ issue: 8, body: expect.stringContaining("**Running** for `fffffff`") }]);
    expect(checks).toMatchObject([{ status: "in_progress" }]);
    await report(fork, await gate(fork, { suite: "", model: "", "baseline-predictions": "" }));
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).not.toContain("Running");
    expect(checks).toMatchObject([{ status: "completed" }]);
  },
);

test.concurrent("where the preparing command makes other bytes each time, the shards are refused", LIMIT, async () => {
  await using fork = await startFork();
  const prepare = 'echo "// $RANDOM$RANDOM$RANDOM" >> model/predict.mjs';
  const run = await gate(fork, { shards: 2, predictions: "", prepare });
  expect(results(run)["report"]).toEqual(["failure"]);
  expect([run.conclusion, run.outputs]).toEqual(["failure", { verdict: "error" }]);
  expect(fork.github.state.artifacts.map(({ name }) => name)).not.toContain("evidence-behavior");
});

test.concurrent(
  "a command that fails leaves no verdict but error, and the second stage says what may be missing",
  LIMIT,
  async () => {
    await using fork = await startFork();
    // The behaviour, which alone would pass, was tested before the comparison broke.
    const first = await gate(fork, { candidate: "old.mjs", predictions: "missing.jsonl" });
    expect(first.jobs.get("evidence")?.[0]?.steps.get("Test its behaviour")?.outputs["verdict"]).toBe("pass");
    expect(results(first)).toMatchObject({ evidence: ["failure"], report: ["failure"] });
    expect(first.outputs).toEqual({ verdict: "error" });
    const steps = first.jobs.get("report")?.[0]?.steps ?? new Map();
    expect([...steps.keys()]).toEqual(["All of the evidence is there"]);
    expect([...steps.values()][0]?.summary).toContain("No result");
    const second = await report(fork, first);
    expect(second.outputs["verdict"]).toBe("inconclusive");
    expect(fork.github.state.comments[0]?.body).toContain("some of it may be missing");
    expect(fork.github.state.checks).toMatchObject([{ conclusion: "neutral" }]);
  },
);

test.concurrent("a number of shards that cannot be planned is refused in words", LIMIT, async () => {
  await using fork = await startFork();
  for (const shards of [0, 65, 2.5]) {
    const run = await gate(fork, { shards, model: "", predictions: "" });
    expect(results(run)).toMatchObject({ plan: ["failure"], behavior: ["skipped"], report: ["failure"] });
    expect([...(run.jobs.get("plan")?.[0]?.steps.values() ?? [])][0]?.stdout).toContain(
      `::error::shards: ${shards} was given; a whole number from 1 to 64 is allowed`,
    );
    expect(run.outputs).toEqual({ verdict: "error" });
  }
});

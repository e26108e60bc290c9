import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addArtifact,
  type GitHub,
  pullRequestEvent,
  type StoredPull,
  startGitHub,
  workflowRunEvent,
} from "../harness/github/index.ts";
import { type ActRun, resultsOf, stepOf } from "./act/act-run.ts";
import { artifactsOf, filesIn, type Machine, startMachine } from "./act/machine.ts";
import { runAct } from "./act/run-act.ts";
import { type Caller, shownCaller } from "./act/shown-caller.ts";
import { createTeam, type Team } from "./act/team-repository.ts";

/**
 * A pull request's whole way on a runner that is not ours: the two workflows that docs/forks.md shows, with other values, call ours
 * as they are shipped, and artifacts go from job to job through @actions/artifact and act's own server.
 */
const DOCUMENT = "docs/forks.md";
const GATE = ".github/workflows/model.yml";
const STRICT_GATE = ".github/workflows/strict-model.yml";
const REPORT = ".github/workflows/model-report.yml";
/** The team's script that makes the candidate's predictions. */
const PREDICT = "predict.mjs";
const ALONE = 901;
const SPREAD = 902;

const INPUTS = {
  prepare: `node ${PREDICT}\ntest -s candidate.jsonl`,
  model: "models/candidate",
  name: "review-sentiment",
  version: "2.0.0",
  suite: "suite.yml",
  candidate: "models/candidate/model.ts",
  baseline: "models/baseline/model.ts",
  predictions: "candidate.jsonl",
  "baseline-predictions": "output/vader.jsonl",
};
/** The team's own job after ours. */
const TELL = {
  needs: "gate",
  "runs-on": "ubuntu-latest",
  steps: [
    { name: "Tell", env: { VERDICT: `\${{ needs.gate.outputs.verdict }}` }, run: 'echo "the verdict is $VERDICT"' },
  ],
};

const evidenceSchema = v.looseObject({ predicate: v.looseObject({ volatile: v.array(v.string()) }) });

const stack = new AsyncDisposableStack();
let machine: Machine;
let team: Team;
let gate: Caller;
let report: Caller;

beforeAll(async () => {
  machine = stack.use(await startMachine());
  gate = await shownCaller(DOCUMENT, "gate-model.yml", INPUTS, { tell: TELL });
  const strict = await shownCaller(DOCUMENT, "gate-model.yml", { ...INPUTS, shards: 3, "fail-on": "fail" });
  report = await shownCaller(DOCUMENT, "report-model.yml", {});
  const files = { [GATE]: gate.text, [STRICT_GATE]: strict.text, [REPORT]: report.text, [PREDICT]: predictScript() };
  team = stack.use(await createTeam(files));
  await team.propose({ branch: "afinn", model: "afinn" });
  await team.propose({
    branch: "afinn-of-a-fork",
    model: "afinn",
    files: { [PREDICT]: predictScript(witnessScript()) },
  });
  await team.propose({ branch: "reworded", model: "vader", appended: "// Said in other words.\n" });
});

afterAll(() => stack.disposeAsync());

test("a worse candidate fails the gate, whose suite three machines share, and every job says its part", async () => {
  const { run, github } = await spread();
  expect(run.exitCode).toBe(1);
  expect(resultsOf(run)).toEqual({
    evidence: ["success"],
    plan: ["success"],
    behavior: ["success", "success", "success"],
    report: ["failure"],
  });
  const decision = stepOf(run, "report", "Report in the job summary");
  expect(decision).toMatchObject({ result: "failure", outputs: { verdict: "fail", "reason-code": "not-ready" } });
  expect(decision.errors[0]).toMatch(/^Not ready: \d+ regressions /);
  expect(decision.summary).toContain("simple negation");
  // The job goes on to keep the report, as GitHub's does.
  expect(stepOf(run, "report", "Keep the report").result).toBe("success");
  expect(github.requests.filter(({ method, status }) => method !== "GET" || status === 403)).toEqual([]);

  const artifacts = await artifactsOf(machine, SPREAD);
  const shards = [1, 2, 3].map((shard) => `shard-evidence-${shard}`);
  expect([...artifacts.keys()]).toEqual([
    "evidence-behavior",
    "evidence-metrics",
    "evidence-package",
    "report-evidence",
    ...shards,
  ]);
  const reported = await filesIn(artifacts.get("report-evidence"));
  expect(JSON.parse(reported.get("report.json") ?? "")).toMatchObject({ verdict: "fail" });
});

test("what three machines found and one merged is what one machine finds alone", async () => {
  await spread();
  await alone();
  const merged = await behaviorOf(SPREAD);
  expect(merged).toEqual(await behaviorOf(ALONE));
  // examples/review-sentiment/README.md: in 68 % of cases, where the baseline fails in none.
  expect(JSON.stringify(merged)).toContain("“simple negation” fails in 68.1 % of cases, was 0.0 %");
});

test("a fork's pull request is commented on by a run that may write, and has none of its code", async () => {
  const { run, github, pull } = await alone();
  expect(resultsOf(run)).toEqual({ evidence: ["success"], report: ["success"], tell: ["success"] });
  expect(run.exitCode, run.log).toBe(0);
  expect(stepOf(run, "tell", "Tell").printed).toContain("the verdict is fail");
  expect([github.state.comments, github.state.checks]).toEqual([[], []]);
  const ranAt = await witnessed();
  expect(ranAt).toHaveLength(1);

  for (const [name, content] of await artifactsOf(machine, ALONE)) {
    const headSha = pull.head.sha;
    addArtifact(github.state, { name, content, runId: ALONE, headSha, fromFork: true, event: "pull_request" });
  }
  github.state.readOnly = false;
  team.checkOut("main");
  const token = github.tokenFor(report.permissions);
  const event = workflowRunEvent(pull, { id: ALONE, attempt: 1 });
  const second = await runAct(machine, { repository: team.path, workflow: REPORT, event, run: 1_000, github, token });
  expect(second.exitCode).toBe(0);
  expect(second.jobs.map(({ id, steps }) => [id, ...steps.keys()])).toEqual([["report", "Report"]]);
  expect(stepOf(second, "report", "Report").outputs).toMatchObject({ verdict: "fail", comment: "created" });
  expect(github.state.comments).toMatchObject([{ issue: 8, body: expect.stringContaining("simple negation") }]);
  expect(github.state.checks).toMatchObject([{ name: "Airworthy", headSha: pull.head.sha, conclusion: "failure" }]);
  expect(github.requests.filter(({ status }) => status === 403)).toEqual([]);

  // It ran before, with no token in sight, and not again.
  expect(await witnessed()).toEqual(ranAt);
  expect(ranAt[0]).toContain(`"GITHUB_RUN_ID":"${ALONE}"`);
  for (const secret of github.state.tokens.keys()) expect(ranAt[0]).not.toContain(secret);
});

test("a candidate that answers as before passes the same gate", async () => {
  await using github = await startGitHub();
  const { run } = await runGate(github, { branch: "reworded", workflow: STRICT_GATE, run: 903 });
  expect(run.exitCode).toBe(0);
  expect(resultsOf(run)["report"]).toEqual(["success"]);
  expect(stepOf(run, "report", "Report in the job summary").outputs).toMatchObject({ verdict: "pass" });
});

interface Story {
  readonly run: ActRun;
  readonly github: GitHub;
  readonly pull: StoredPull;
}

/** By a branch of the repository itself. */
const spread = once(async (): Promise<Story> => {
  const github = stack.use(await startGitHub());
  return await runGate(github, { branch: "afinn", workflow: STRICT_GATE, run: SPREAD });
});

/** The same by a fork, on one machine. */
const alone = once(async (): Promise<Story> => {
  const github = stack.use(await startGitHub());
  github.state.readOnly = true;
  return await runGate(github, {
    branch: "afinn-of-a-fork",
    workflow: GATE,
    run: ALONE,
    from: "contributor/sentiment",
  });
});

interface Proposal {
  readonly branch: string;
  readonly workflow: string;
  readonly run: number;
  /** The repository itself without it. */
  readonly from?: string;
}

/** As GitHub does once a pull request is opened: with its code, and a token that may read it. */
async function runGate(github: GitHub, { branch, workflow, run, from }: Proposal): Promise<Story> {
  const pull = team.open(github, branch, { number: 8, from: from ?? github.state.repository });
  team.checkOut(branch);
  const token = github.tokenFor(gate.permissions);
  const event = pullRequestEvent(pull);
  return { run: await runAct(machine, { repository: team.path, workflow, event, run, github, token }), github, pull };
}

/** The evidence of the suite, but for what differs from run to run. */
async function behaviorOf(run: number): Promise<unknown> {
  const files = await filesIn((await artifactsOf(machine, run)).get("evidence-behavior"));
  const [[name, text] = ["", ""]] = files;
  const { predicate, ...statement } = v.parse(evidenceSchema, JSON.parse(text));
  const lasting = Object.entries(predicate).filter(([field]) => !predicate.volatile.includes(field));
  return { names: [...files.keys()], name, ...statement, predicate: Object.fromEntries(lasting) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Predicts the reviews, and does more where it is a stranger's. */
function predictScript(more = ""): string {
  return `import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { score } from "./models/candidate/model.ts";

const rows = readFileSync("output/reviews.jsonl", "utf8").trim().split("\\n").map((line) => JSON.parse(line));
const predicted = rows.map(({ id, label, site, text }) => {
  const value = score(text);
  return JSON.stringify({ id, label, prediction: value >= 0 ? "positive" : "negative", score: value, site }) + "\\n";
});
writeFileSync("candidate.jsonl", predicted.join(""));
${more}`;
}

/** Writes down where it runs, and all that it could give away. */
function witnessScript(): string {
  return `appendFileSync(${JSON.stringify(witness())}, JSON.stringify([process.cwd(), process.env]) + "\\n");\n`;
}

function witness(): string {
  return join(machine.folder, "witness.jsonl");
}

async function witnessed(): Promise<readonly string[]> {
  return (await readFile(witness(), "utf8")).trim().split("\n");
}

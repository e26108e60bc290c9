import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseBehavior } from "@airworthy/behavior";
import { type Statement, sha256, stableDigest, UserError } from "@airworthy/evidence";
import type { InputValues, Ports } from "@airworthy/runtime";
import { expect, test } from "vitest";
import { BEHAVIOR_DEFAULTS } from "../../../test/harness/behavior-defaults.ts";
import { silentPorts } from "../../../test/harness/silent-ports.ts";
import { testBehavior } from "./test-behavior.ts";

const SUITE = `
name: mini
seed: 3
classes: [negative, positive]
lexicons:
  praise: [good, great, fine, superb, lovely, nice, neat, sweet]
tests:
  - id: plain
    kind: mft
    expect: positive
    templates: ["It is {praise}."]
  - id: negation
    title: simple negation
    kind: mft
    expect: negative
    templates: ["It is not {praise}.", "It was never {praise}."]
`;

/** Says negative where a text matches. */
const MODEL = (pattern: string) =>
  `export const predict = (texts) => texts.map((text) => (/${pattern}/.test(text) ? "negative" : "positive"));\n`;

interface Workspace extends AsyncDisposable {
  readonly folder: string;
  readonly progress: number[];
  run(change?: Partial<Inputs>): ReturnType<typeof testBehavior.run>;
}

type Inputs = InputValues<typeof testBehavior.inputs>;

async function workspace(files: Record<string, string> = {}): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-behavior-"));
  const all = { "suite.yml": SUITE, "new.mjs": MODEL("never"), "old.mjs": MODEL("not|never"), ...files };
  for (const [name, content] of Object.entries(all)) await writeFile(join(folder, name), content);
  const progress: number[] = [];
  return {
    folder,
    progress,
    run: (change = {}) => testBehavior.run({ ...INPUTS, ...change }, ports(folder, progress)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

const INPUTS: Inputs = { ...BEHAVIOR_DEFAULTS, candidate: "new.mjs", baseline: "old.mjs" };

let clock = 0;

function ports(cwd: string, progress: number[]): Ports {
  return silentPorts(cwd, {
    env: { PATH: process.env["PATH"] },
    now: () => new Date(clock++),
    progress: () => ({ advance: (amount) => progress.push(amount), finish() {} }),
  });
}

function behaviorOf(outcome: { evidence: readonly { statement: Statement }[] }) {
  const [file] = outcome.evidence;
  if (file === undefined) throw new Error("no evidence");
  return parseBehavior(file.statement);
}

test("what fails now and did not before is a regression, told in outputs, evidence, summary and annotations", async () => {
  await using space = await workspace();
  const outcome = await space.run({ "candidate-name": "m", "candidate-version": "2.0.0" });
  expect(outcome).toMatchObject({
    verdict: "fail",
    reasonCode: "regression",
    outputs: { cases: "24", failures: "8", "new-failures": "8", fixed: "0" },
    evidence: [{ name: "test-behavior.mini.json", statement: { subject: [{ name: "m@2.0.0" }] } }],
    annotations: [{ level: "error", file: "suite.yml", message: outcome.headline }],
  });
  expect(outcome.headline).toMatch(/^“simple negation” fails in 50.0 % of cases, was 0.0 %/);
  expect(outcome.summary[0]).toMatchObject({ kind: "alert", tone: "caution" });
  expect(space.progress.reduce((sum, amount) => sum + amount, 0)).toBe(24);
});

test("without a package the subject is what was read, and the inputs say what that was", async () => {
  await using space = await workspace();
  const behavior = behaviorOf(await space.run());
  expect(behavior.candidate).toEqual({
    name: "new",
    version: null,
    sha256: sha256(MODEL("never")),
    digestOf: "input",
  });
  expect(behavior.inputs).toEqual([
    { name: "suite.yml", sha256: sha256(SUITE) },
    { name: "new.mjs", sha256: sha256(MODEL("never")) },
    { name: "old.mjs", sha256: sha256(MODEL("not|never")) },
  ]);
});

test("with a package the subject is its digest, under the name that is given", async () => {
  await using space = await workspace();
  const digest = "c".repeat(64);
  const behavior = behaviorOf(await space.run({ package: `sha256:${digest}`, "candidate-name": "m" }));
  expect(behavior.candidate).toEqual({ name: "m", version: null, sha256: digest, digestOf: "package" });
});

test("the same inputs and seed give the same evidence, another seed names itself", async () => {
  await using space = await workspace();
  const digest = async () => stableDigest({ ...first(await space.run()), predicate: behaviorOf(await space.run()) });
  expect(await digest()).toBe(await digest());
  expect(behaviorOf(await space.run({ seed: 99 })).seed).toBe(99);
});

test("without a baseline no failure is allowed, and nothing is said of what is new", async () => {
  await using space = await workspace();
  const outcome = await space.run({ baseline: undefined });
  expect(outcome).toMatchObject({
    verdict: "fail",
    reasonCode: "failure-rate-over-limit",
    outputs: { failures: "8", "new-failures": "", fixed: "" },
  });
});

test("a model that breaks makes the verdict error, and names the cases", async () => {
  await using space = await workspace({
    "throws.mjs": 'export const predict = () => { throw new Error("no weights"); };',
    "loops.mjs": "export const predict = () => { for (;;); };",
    "short.mjs": "export const predict = (texts) => texts.slice(1);",
    "stranger.mjs": 'export const predict = (texts) => texts.map(() => "mixed");',
  });
  const expected: [string, RegExp][] = [
    ["throws.mjs", /case [0-9a-f]{16}, candidate: the module threw Error: no weights/],
    ["loops.mjs", /the module did not answer within 0.3 s and was ended/],
    ["short.mjs", /the module gave 7 answers to 8 questions/],
    ["stranger.mjs", /class "mixed" is none of the suite's classes/],
  ];
  for (const [candidate, message] of expected) {
    const outcome = await space.run({ candidate, timeout: 0.3 });
    expect(outcome, candidate).toMatchObject({ verdict: "error", reasonCode: "model-error" });
    expect(outcome.headline, candidate).toMatch(message);
  }
  expect(await space.run({ baseline: "throws.mjs" })).toMatchObject({ verdict: "error" });
});

test("every text and answer is written to the cases file, from which predictions can be made and read back", async () => {
  await using space = await workspace();
  await space.run({ cases: "out/cases.jsonl" });
  const text = await readFile(join(space.folder, "out", "cases.jsonl"), "utf8");
  const rows: Record<string, unknown>[] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(24);
  expect(rows.find((row) => row["input"] === "It is not good.")).toEqual({
    id: expect.stringMatching(/^negation\/[0-9a-f]{16}$/),
    test: "negation",
    case: expect.any(String),
    input: "It is not good.",
    change: "new-failure",
    candidate: { outcome: "fail", prediction: "positive", confidence: null },
    baseline: { outcome: "pass", prediction: "negative", confidence: null },
  });
  const made = rows.map(({ id }) => JSON.stringify({ id, prediction: "positive" }));
  await writeFile(join(space.folder, "made.jsonl"), made.join("\n"));
  expect(await space.run({ candidate: "made.jsonl" })).toMatchObject({ outputs: { failures: "16" } });
});

test("a cases file of a run that did not come through is not there", async () => {
  await using space = await workspace();
  const controller = new AbortController();
  const abort = { ...ports(space.folder, []), signal: controller.signal, progress: () => stopping(controller) };
  await expect(testBehavior.run({ ...INPUTS, cases: "cases.jsonl" }, abort)).rejects.toThrow("interrupted");
  expect(await readdir(space.folder)).toEqual(["new.mjs", "old.mjs", "suite.yml"]);
});

test("what is wrong with the inputs is a UserError", async () => {
  await using space = await workspace({ "empty.yml": "", "typo.yml": SUITE.replace("expect:", "expects:") });
  const wrong: [Partial<Inputs>, RegExp][] = [
    [{ suite: "nowhere.yml" }, /nowhere.yml/],
    [{ suite: "empty.yml" }, /empty.yml is empty/],
    [{ suite: "typo.yml" }, /line 10, tests.0.expects: unknown field; did you mean expect\?/],
    [{ candidate: "nowhere.mjs" }, /nowhere.mjs was not found/],
    [{ candidate: "model.onnx" }, /module:PATH/],
    [{ package: "sha256:x" }, /sha256/],
    [{ baseline: undefined, "baseline-name": "b" }, /baseline-name was given without baseline/],
  ];
  for (const [change, message] of wrong) {
    const error: unknown = await space.run(change).catch((reason: unknown) => reason);
    expect(error, JSON.stringify(change)).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  }
});

test("an address that may hold a key is refused before anything is asked or written, and not shown", async () => {
  await using space = await workspace();
  const error: unknown = await space.run({ baseline: "mlflow:http://127.0.0.1:9?key=hidden" }).catch((why) => why);
  expect(error).toBeInstanceOf(UserError);
  expect(String(error)).toContain("a query, which may hold a key");
  expect(String(error)).not.toContain("hidden");
});

test("it runs from any folder, on paths that are relative to it", async () => {
  await using space = await workspace();
  await mkdir(join(space.folder, "sub"));
  await cp(join(space.folder, "suite.yml"), join(space.folder, "sub", "s.yml"));
  const run = testBehavior.run(
    { ...INPUTS, suite: "s.yml", candidate: "../new.mjs", baseline: "../old.mjs" },
    ports(join(space.folder, "sub"), []),
  );
  expect(behaviorOf(await run).inputs.map(({ name }) => name)).toEqual(["s.yml", "new.mjs", "old.mjs"]);
});

function first(outcome: { evidence: readonly { statement: Statement }[] }): Statement {
  const [file] = outcome.evidence;
  if (file === undefined) throw new Error("no evidence");
  return file.statement;
}

function stopping(controller: AbortController) {
  return { advance: () => controller.abort(new Error("interrupted")), finish() {} };
}

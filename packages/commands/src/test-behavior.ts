import { resolve } from "node:path";
import {
  BEHAVIOR_TYPE,
  type BehaviorFinding,
  type BehaviorPredicate,
  createBehavior,
  type Plan,
  parseSuite,
  planSuite,
  reportBehavior,
  runSuite,
  type Tally,
} from "@airworthy/behavior";
import { createStatement, type InputFile, type Statement, sha256, subjectOf } from "@airworthy/evidence";
import { JsonLinesFile } from "@airworthy/models";
import { composeReport } from "@airworthy/report";
import {
  type Annotation,
  defineCommand,
  type InputValues,
  integer,
  number,
  type Outcome,
  type Ports,
  path,
  TOOL,
  text,
} from "@airworthy/runtime";
import { readSmallFile } from "@airworthy/storage";
import { caseRows } from "./test-behavior/case-rows.ts";
import { type OpenModel, openModel } from "./test-behavior/model-version.ts";
import { readVersions, VERSION_INPUTS } from "./version-inputs.ts";

/** Loading weights takes longer than a batch does: the least a model gets before it must have answered once. */
const START_MILLISECONDS = 120_000;

const INPUTS = {
  suite: path().describe("The suite of behaviour tests, a YAML file."),
  candidate: text().describe(
    "The model to test: module:PATH (a JavaScript or TypeScript module that exports predict), predictions:PATH (JSON lines), command:PROGRAM ARGUMENTS (JSON lines over its input and output), or a path whose extension tells.",
  ),
  baseline: text().optional().describe("The model it is compared with, called in one of the same ways."),
  ...VERSION_INPUTS,
  "batch-size": integer({ min: 1, max: 10_000 }).default("256").describe("Texts put to a model at once."),
  timeout: number({ min: 0.1, max: 3_600 })
    .default("60")
    .describe("Seconds that a batch may take. Loading a module, and a command's first batch, get at least 120."),
  alpha: number({ min: 0, max: 0.5 })
    .default("0.05")
    .describe("The chance, over the whole suite, of calling a difference significant where there is none."),
  "minimum-effect": number({ min: 0, max: 1 })
    .default("0.01")
    .describe("A rise of a failure rate below this share of the cases is no regression."),
  seed: integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    .optional()
    .describe("Draws other cases than the suite's own seed does."),
  cases: path().optional().describe("Writes every text with both models' answers to this file, as JSON lines."),
};

type Inputs = InputValues<typeof INPUTS>;

export const testBehavior = defineCommand({
  name: "test-behavior",
  summary: "Run a suite of behaviour tests on a model and, if given, its baseline: what fails now that did not before.",
  permissions: [],
  triggers: ["pull_request", "push", "workflow_dispatch", "schedule"],
  writesEvidence: true,
  inputs: INPUTS,
  outputs: {
    cases: "How many cases were run.",
    failures: "How many of them the candidate fails.",
    "new-failures": "How many it fails that the baseline passes; empty without a baseline.",
    fixed: "How many it passes that the baseline fails; empty without a baseline.",
  },
  async run(inputs, ports) {
    const startedOn = ports.now();
    const versions = readVersions(inputs);
    const suiteText = await readSmallFile(resolve(ports.cwd, inputs.suite), inputs.suite);
    const plan = planSuite(parseSuite(suiteText, inputs.suite), inputs.seed);
    const options = predictorOptions(inputs, ports);
    await using candidate = await ports.log.group("Open the candidate", () => openModel(versions.candidate, options));
    const other = versions.baseline;
    await using baseline =
      other === null ? null : await ports.log.group("Open the baseline", () => openModel(other, options));
    const tallies = await ports.log.group("Run the tests", () => run(plan, { candidate, baseline }, inputs, ports));
    const rule = { alpha: inputs.alpha, minimumEffect: inputs["minimum-effect"] };
    const predicate = createBehavior(plan, tallies, rule, {
      suiteFile: inputs.suite,
      candidate: candidate.version,
      baseline: baseline?.version ?? null,
      references: { candidate: inputs.candidate, baseline: inputs.baseline ?? null },
      inputs: inputFiles({ name: inputs.suite, sha256: sha256(suiteText) }, candidate, baseline),
      tool: TOOL,
      startedOn,
      finishedOn: ports.now(),
    });
    return outcomeOf(predicate);
  },
});

function predictorOptions(inputs: Inputs, ports: Ports) {
  const timeout = inputs.timeout * 1_000;
  const { cwd, env, signal } = ports;
  return { cwd, env, signal, timeout, startTimeout: Math.max(timeout, START_MILLISECONDS) };
}

interface OpenModels {
  readonly candidate: OpenModel;
  readonly baseline: OpenModel | null;
}

async function run(plan: Plan, models: OpenModels, inputs: Inputs, ports: Ports): Promise<Tally[]> {
  const { cases: casesPath } = inputs;
  await using cases = casesPath === undefined ? null : await JsonLinesFile.create(resolve(ports.cwd, casesPath));
  const progress = ports.progress("behaviour tests", plan.cases, "cases");
  try {
    const predictors = { candidate: models.candidate.predictor, baseline: models.baseline?.predictor ?? null };
    const tallies = await runSuite(plan, predictors, {
      batchSize: inputs["batch-size"],
      signal: ports.signal,
      async onBatch(test, results) {
        progress.advance(results.length);
        if (cases === null) return;
        for (const result of results) for (const row of caseRows(test, result)) cases.add(row);
        await cases.drain();
      },
    });
    await cases?.commit();
    return tallies;
  } finally {
    progress.finish();
  }
}

/** Each file once: two models may be read from the same one. */
function inputFiles(suite: InputFile, candidate: OpenModel, baseline: OpenModel | null): InputFile[] {
  const files = [suite, ...candidate.files, ...(baseline?.files ?? [])];
  return [...new Map(files.map((file) => [`${file.sha256} ${file.name}`, file])).values()];
}

function outcomeOf(predicate: BehaviorPredicate): Outcome<"cases" | "failures" | "new-failures" | "fixed"> {
  const statement: Statement = createStatement(subjectOf(predicate.candidate), BEHAVIOR_TYPE, predicate);
  const sum = (count: (finding: BehaviorFinding) => number) =>
    predicate.findings.reduce((total, finding) => total + count(finding), 0);
  const beside = (count: "newFailures" | "fixed") =>
    predicate.baseline === null ? "" : String(sum(({ comparison }) => comparison?.[count] ?? 0));
  const context = { tool: TOOL, commit: null, evidenceFiles: 1 };
  return {
    verdict: predicate.verdict,
    reasonCode: predicate.reasonCode,
    headline: predicate.headline,
    outputs: {
      cases: String(predicate.suite.cases),
      failures: String(sum(({ candidate }) => candidate.failed)),
      "new-failures": beside("newFailures"),
      fixed: beside("fixed"),
    },
    evidence: [{ name: `test-behavior.${predicate.suite.name}.json`, statement }],
    summary: composeReport([reportBehavior(statement)], context).blocks,
    annotations: annotationsOf(predicate),
  };
}

function annotationsOf(predicate: BehaviorPredicate): Annotation[] {
  return predicate.findings.flatMap((finding): Annotation[] => {
    const level = finding.verdict === "fail" || finding.verdict === "error" ? "error" : "warning";
    return finding.verdict === "pass" ? [] : [{ level, message: finding.headline, file: predicate.suite.file }];
  });
}

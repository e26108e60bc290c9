import { resolve } from "node:path";
import { createBehavior, type Plan, runSuite, type Tally } from "@airworthy/behavior";
import type { InputFile } from "@airworthy/evidence";
import { JsonLinesFile } from "@airworthy/models";
import { defineCommand, type Ports, TOOL } from "@airworthy/runtime";
import { readPredictors } from "./configuration/predictors-section.ts";
import { readConfiguration } from "./configuration/read-configuration.ts";
import { BEHAVIOR_OUTPUTS, behaviorOutcome, writeProjections } from "./test-behavior/behavior-outcome.ts";
import { caseRows } from "./test-behavior/case-rows.ts";
import { INPUTS, type Inputs } from "./test-behavior/inputs.ts";
import { openJudges } from "./test-behavior/judges.ts";
import { type OpenModel, openModel } from "./test-behavior/model-version.ts";
import { parseShard } from "./test-behavior/parse-shard.ts";
import { readPlan } from "./test-behavior/read-plan.ts";
import { readVersions } from "./version-inputs.ts";

/** Loading weights takes longer than a batch does: the least a model gets before it must have answered once. */
const START_MILLISECONDS = 120_000;

export const testBehavior = defineCommand({
  name: "test-behavior",
  summary: "Run a suite of behaviour tests on a model and, if given, its baseline: what fails now that did not before.",
  permissions: [],
  triggers: ["pull_request", "push", "workflow_dispatch", "schedule"],
  writesEvidence: true,
  inputs: INPUTS,
  outputs: BEHAVIOR_OUTPUTS,
  async run(inputs, ports) {
    const startedOn = ports.now();
    const versions = readVersions(inputs);
    const shard = parseShard(inputs.shard);
    const configuration = await readConfiguration(inputs.config, ports);
    const predictors = readPredictors(configuration);
    const options = predictorOptions(inputs, ports);
    await using judges = await openJudges(inputs.judge ?? [], predictors, options);
    const source = { file: inputs.suite, cwd: ports.cwd, judge: judges.judge };
    const { plan, suite, dataFiles } = await readPlan(source, { seed: inputs.seed, repeats: inputs.repeats, shard });
    for (const line of plan.skipped) ports.log.warn(`left out: ${line}`);
    const open = async (title: string, version: typeof versions.candidate) =>
      ports.log.group(title, () => openModel(version, { ...options, predictors, cache: inputs.cache, log: ports.log }));
    await using candidate = await open("Open the candidate", versions.candidate);
    await using baseline = versions.baseline && (await open("Open the baseline", versions.baseline));
    const tallies = await ports.log.group("Run the tests", () => run(plan, { candidate, baseline }, inputs, ports));
    const rule = { alpha: inputs.alpha, minimumEffect: inputs["minimum-effect"] };
    const data = await dataFiles(ports.signal);
    const predicate = createBehavior(plan, tallies, rule, {
      suiteFile: inputs.suite,
      configuration: [suite, ...data],
      candidate: candidate.version,
      baseline: baseline?.version ?? null,
      references: {
        candidate: inputs.candidate,
        baseline: inputs.baseline ?? null,
      },
      runtimes: { candidate: candidate.predictor.runtime ?? null, baseline: baseline?.predictor.runtime ?? null },
      inputs: eachOnce([
        suite,
        ...data,
        ...configuration.read,
        ...judges.files,
        ...candidate.files,
        ...(baseline?.files ?? []),
      ]),
      tool: TOOL,
      shard,
      startedOn,
      finishedOn: ports.now(),
    });
    await writeProjections(predicate, inputs, ports.cwd);
    return behaviorOutcome(predicate);
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
  const progress = ports.progress("behaviour tests", expectedCases(plan), "cases");
  try {
    const tallies = await runSuite(
      plan,
      { candidate: models.candidate.predictor, baseline: models.baseline?.predictor ?? null },
      {
        batchSize: inputs["batch-size"],
        concurrency: inputs.concurrency,
        signal: ports.signal,
        async onBatch({ head }, results) {
          progress.advance(results.length);
          if (cases === null) return;
          for (const result of results) for (const row of caseRows(head.id, result)) cases.add(row);
          await cases.drain();
        },
      },
    );
    await cases?.commit();
    return tallies;
  } finally {
    progress.finish();
  }
}

/** Of all tests together; null where one of them cannot tell before its end. */
function expectedCases({ tests }: Plan): number | null {
  let sum = 0;
  for (const { expectedCases: expected } of tests) {
    if (expected === null) return null;
    sum += expected;
  }
  return sum;
}

/** Two models may be read from the same file. */
function eachOnce(files: readonly InputFile[]): InputFile[] {
  return [...new Map(files.map((file) => [`${file.sha256} ${file.name}`, file])).values()];
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBehavior, type Model, type Plan, parseSuite, planSuite, runSuite } from "@airworthy/behavior";
import { openPredictor } from "@airworthy/models";
import type { BenchRow } from "./bench-row.ts";

/** The runner's own share of a case: a real model takes far longer. */
const AIM_MICROSECONDS = 10;
const RUNS = 5;
const WORDS = 300;

/** 90,000 minimum functionality cases of one text each. */
const SUITE = `
name: bench
classes: [negative, neutral, positive]
lexicons:
  left: [${words("l")}]
  right: [${words("r")}]
tests:
  - { id: bench, kind: mft, expect: positive, templates: ["The {left} is {a:right}."] }
`;

const MODULE = `
const answer = { prediction: "positive", scores: { negative: 0.1, neutral: 0.1, positive: 0.8 } };
export const predict = (texts) => texts.map(() => answer);
`;

/** The time of a case with a model that costs nothing: planning, asking, judging, deciding. */
export async function bench(): Promise<BenchRow[]> {
  const plan = planSuite(parseSuite(SUITE, "bench.yml"));
  const scores = new Map([
    ["negative", 0.1],
    ["neutral", 0.1],
    ["positive", 0.8],
  ]);
  const inProcess: Model = {
    predict: (questions) => Promise.resolve(questions.map(() => ({ prediction: "positive", scores }))),
  };
  const folder = await mkdtemp(join(tmpdir(), "airworthy-bench-"));
  try {
    await writeFile(join(folder, "model.mjs"), MODULE);
    const options = { cwd: folder, env: process.env, timeout: 60_000, startTimeout: 60_000 };
    await using module = await openPredictor("model.mjs", options);
    return [
      row(plan, "in process", await microseconds(inProcess)),
      row(plan, "through the module adapter", await microseconds(module)),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function microseconds(model: Model): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const plan = planSuite(parseSuite(SUITE, "bench.yml"));
    const tallies = await runSuite(plan, { candidate: model, baseline: null }, { batchSize: 256 });
    createBehavior(plan, tallies, { alpha: 0.05, minimumEffect: 0.01 }, CONTEXT);
    times.push(((performance.now() - start) * 1_000) / plan.cases);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}

function row(plan: Plan, how: string, ours: number): BenchRow {
  return {
    what: `test-behavior, ${plan.cases.toLocaleString("en-US")} cases, ${how}: a case`,
    ours: `${ours.toFixed(1)} µs`,
    against: `limit ${AIM_MICROSECONDS} µs`,
    ratio: `${(ours / AIM_MICROSECONDS).toFixed(2)} of the limit`,
    aim: `at most ${AIM_MICROSECONDS} µs a case`,
    reached: ours <= AIM_MICROSECONDS,
  };
}

const CONTEXT = {
  suiteFile: "bench.yml",
  candidate: { name: "bench", version: null, sha256: "0".repeat(64), digestOf: "input" as const },
  baseline: null,
  references: { candidate: "model.mjs", baseline: null },
  inputs: [],
  tool: { name: "airworthy", version: "0" },
  startedOn: new Date(0),
  finishedOn: new Date(0),
};

function words(prefix: string): string {
  return Array.from({ length: WORDS }, (_, index) => `${prefix}${index}`).join(", ");
}

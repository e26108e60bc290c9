import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createBehavior, type Model, parseSuite, planSuite, runSuite } from "@airworthy/behavior";
import { openPredictor } from "@airworthy/models";
import { SUITE_PORTS } from "../../test/harness/suite-ports.ts";
import type { BenchRow } from "../bench-row.ts";
import { interleaved, secondsOf } from "../interleaved.ts";
import { median, spreadOf, told } from "../spread.ts";
import { CONTEXT } from "./context.ts";

/** The runner's own share of a case: a real model takes far longer. */
const AIM_MICROSECONDS = 5;
const ROUNDS = 7;
const WORDS = 300;
const CASES = WORDS * WORDS;

/** Minimum functionality cases of one text each. */
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

const scores = new Map([
  ["negative", 0.1],
  ["neutral", 0.1],
  ["positive", 0.8],
]);

/** What a case takes with a model that costs nothing: reading the suite, planning, asking, judging, deciding. */
export async function overheadRows(folder: string): Promise<BenchRow[]> {
  const inProcess: Model = {
    predict: (questions) => Promise.resolve(questions.map(() => ({ prediction: "positive", scores }))),
  };
  await writeFile(join(folder, "model.mjs"), MODULE);
  const options = { cwd: folder, env: process.env, timeout: 60_000, startTimeout: 60_000 };
  await using module = await openPredictor("model.mjs", options);
  const times = await interleaved(ROUNDS, {
    inProcess: () => microseconds(inProcess),
    byModule: () => microseconds(module),
  });
  return [row("in process", times.inProcess), row("through the module adapter", times.byModule)];
}

async function microseconds(model: Model): Promise<number> {
  const seconds = await secondsOf(async () => {
    const plan = await planSuite(parseSuite(SUITE, "bench.yml"), "bench.yml", SUITE_PORTS, { repeats: 1, shard: null });
    const tallies = await runSuite(plan, { candidate: model, baseline: null }, { batchSize: 256, concurrency: 4 });
    createBehavior(plan, tallies, { alpha: 0.05, minimumEffect: 0.01 }, CONTEXT);
  });
  return (seconds * 1e6) / CASES;
}

function row(how: string, ours: readonly number[]): BenchRow {
  const share = spreadOf(ours.map((one) => one / AIM_MICROSECONDS));
  return {
    what: `test-behavior, ${CASES.toLocaleString("en-US")} cases, ${how}: a case`,
    ours: `${median(ours).toFixed(1)} µs`,
    against: `limit ${AIM_MICROSECONDS} µs`,
    ratio: `${share.median.toFixed(2)} of the limit`,
    ...told(share, 2),
    aim: `at most ${AIM_MICROSECONDS} µs a case`,
    reached: share.median <= 1,
  };
}

function words(prefix: string): string {
  return Array.from({ length: WORDS }, (_, index) => `${prefix}${index}`).join(", ");
}

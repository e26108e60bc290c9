import { spawn } from "node:child_process";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { compareMetrics } from "@airworthy/commands";
import { parseComparison } from "@airworthy/comparison";
import {
  binomialProbability,
  createRandom,
  holm,
  mcnemarExact,
  normalQuantile,
  wilsonInterval,
} from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { silentPorts } from "../harness/silent-ports.ts";
import { UNNAMED_VERSIONS } from "../harness/unnamed-versions.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];
const RESAMPLES = 2000;
const CONFIDENCE = 0.9;

const numbers = v.array(v.number());
const answerSchema = v.strictObject({
  mcnemar: numbers,
  binomtest: numbers,
  wilson: v.array(v.tuple([v.number(), v.number()])),
  holm: v.array(numbers),
  quantiles: numbers,
  probabilities: numbers,
  /** By table: the baseline's metrics, then the candidate's. */
  metrics: v.array(v.tuple([numbers, numbers])),
  /** By table and metric. */
  intervals: v.array(v.array(v.tuple([v.number(), v.number()]))),
});

interface Table {
  readonly labels: readonly string[];
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

const asked = {
  mcnemar: [
    [15, 19],
    [0, 3],
    [0, 5],
    [3, 3],
    [10, 40],
    [120, 180],
    [0, 900],
    [400, 601],
    [1200, 1500],
    [9000, 11000],
    [40_000, 41_000],
  ],
  wilson: [
    [0, 10, 0.95],
    [10, 10, 0.95],
    [15, 148, 0.95],
    [81, 263, 0.99],
    [1, 1_000_000, 0.8],
    [0, 1, 0.5],
  ],
  holm: [[0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.2], [0, 1, 1e-300, 0.05]],
  quantiles: [1e-300, 1e-10, 0.001, 0.025, 0.4, 0.5, 0.6, 0.95, 0.999999],
  probabilities: [
    [0, 10, 0.3],
    [500, 1000, 0.5],
    [3, 1_000_000, 2e-6],
    [900, 1000, 0.5],
    [990_000, 1_000_000, 0.99],
    [7, 7, 0.999],
  ],
  tables: [
    tableOf(600, 2, 0.8, 0.75, 1),
    tableOf(900, 5, 0.7, 0.72, 2),
    tableOf(80, 3, 0.5, 0.9, 3),
    tableOf(3000, 40, 0.6, 0.55, 4),
  ],
  resamples: RESAMPLES,
  confidence: CONFIDENCE,
};

let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  const python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "statistics", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(asked));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("McNemar's exact test agrees with statsmodels and with SciPy's exact binomial test, far tails included", () => {
  const ours = asked.mcnemar.map(([b = 0, c = 0]) => mcnemarExact(b, c));
  // SciPy's and statsmodels' own tails are good to about ten digits.
  expectClose(ours, answer.binomtest, 1e-9);
  expectClose(ours, answer.mcnemar, 1e-9);
});

test("Wilson's interval agrees with statsmodels", () => {
  const ours = asked.wilson.map(([k = 0, n = 0, level = 0]) => wilsonInterval(k, n, level));
  expectClose(
    ours.map(({ low }) => low),
    answer.wilson.map(([low]) => low),
    1e-9,
  );
  expectClose(
    ours.map(({ high }) => high),
    answer.wilson.map(([, high]) => high),
    1e-9,
  );
});

test("Holm's correction agrees with statsmodels", () => {
  for (const [index, values] of asked.holm.entries()) expectClose(holm(values), answer.holm[index] ?? [], 1e-14);
});

test("the normal quantile and binomial probabilities agree with SciPy", () => {
  expectClose(asked.quantiles.map(normalQuantile), answer.quantiles, 1e-13);
  expectClose(
    asked.probabilities.map(([k = 0, n = 0, p = 0]) => binomialProbability(k, n, p)),
    answer.probabilities,
    1e-9,
  );
});

test("accuracy, macro recall and macro F1 agree with scikit-learn", async () => {
  for (const [index, table] of asked.tables.entries()) {
    const findings = await compare(table);
    const [baseline, candidate] = answer.metrics[index] ?? [];
    expectClose(
      findings.map((finding) => finding.candidate),
      candidate ?? [],
      1e-12,
    );
    expectClose(
      findings.map((finding) => finding.baseline ?? Number.NaN),
      baseline ?? [],
      1e-12,
    );
  }
});

test("bootstrap intervals agree with SciPy's percentile bootstrap of rows within Monte Carlo error", async () => {
  for (const [index, reference] of answer.intervals.entries()) {
    const findings = await compare(asked.tables[index] ?? tableOf(0, 1, 0, 0, 0));
    for (const [metric, [low, high]] of reference.entries()) {
      const difference = findings[metric]?.difference;
      // An end of a 90 % interval has a standard error of about 2.1 sd / sqrt(resamples); five of two such.
      const tolerance = (5 * Math.SQRT2 * 2.1 * ((high - low) / 3.29)) / Math.sqrt(RESAMPLES);
      expect(Math.abs((difference?.low ?? Number.NaN) - low)).toBeLessThan(tolerance);
      expect(Math.abs((difference?.high ?? Number.NaN) - high)).toBeLessThan(tolerance);
    }
  }
});

/** The verb's findings on a table, in the order of the metrics. */
async function compare({ labels, baseline, candidate }: Table) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-interop-"));
  const lines = (predictions: readonly string[]) =>
    predictions.map((prediction, row) => JSON.stringify({ id: row, label: labels[row], prediction })).join("\n");
  await writeFile(join(folder.path, "new.jsonl"), lines(candidate));
  await writeFile(join(folder.path, "old.jsonl"), lines(baseline));
  const outcome = await compareMetrics.run(
    {
      candidate: "new.jsonl",
      baseline: "old.jsonl",
      metrics: ["accuracy", "macro-recall", "macro-f1"],
      alpha: 1 - CONFIDENCE,
      margin: 0.01,
      resamples: RESAMPLES,
      "min-rows": 1,
      seed: 3,
      slices: undefined,
      classes: undefined,
      ...UNNAMED_VERSIONS,
    },
    silentPorts(folder.path),
  );
  const [file] = outcome.evidence;
  if (file === undefined) throw new Error("no evidence");
  return parseComparison({ ...file.statement, predicate: JSON.parse(JSON.stringify(file.statement.predicate)) })
    .findings;
}

/** Rows with uneven classes; each version is right as often as its skill says, and else guesses, at times no class at all. */
function tableOf(rows: number, classes: number, baselineSkill: number, candidateSkill: number, seed: number): Table {
  const random = createRandom(seed);
  const labels = Array.from({ length: rows }, (_, row) => `c${Math.min(row % classes, random.integer(classes))}`);
  const predict = (skill: number) =>
    labels.map((label) => (random.next() < skill ? label : `c${random.integer(classes + 1)}`));
  return { labels, baseline: predict(baselineSkill), candidate: predict(candidateSkill) };
}

/** Each within a relative `tolerance` of its reference. */
function expectClose(ours: readonly number[], theirs: readonly number[], tolerance: number): void {
  expect(ours).toHaveLength(theirs.length);
  for (const [index, reference] of theirs.entries()) {
    const error = Math.abs((ours[index] ?? Number.NaN) - reference);
    expect(error, `number ${index}: ${ours[index]} against ${reference}`).toBeLessThanOrEqual(
      tolerance * Math.abs(reference) + 1e-300,
    );
  }
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createRandom } from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import {
  allRows,
  type ComparedValues,
  comparedSides,
  type Values,
} from "../../packages/comparison/fixtures/compared.ts";
import { estimate } from "../../packages/comparison/src/inference/estimate.ts";
import type { Asked, Estimate } from "../../packages/comparison/src/inference/estimate-types.ts";
import { resampleHere } from "../../packages/comparison/src/inference/resampler.ts";
import { parseMetric } from "../../packages/comparison/src/metrics/parse-metric.ts";
import { conforms, createTally, relativeDifference } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];
const RESAMPLES = 2000;
const CONFIDENCE = 0.9;

const triple = v.tuple([v.number(), v.number(), v.number()]);
const answerSchema = v.strictObject({
  intervals: v.array(v.tuple([v.number(), v.number()])),
  closedForms: v.array(v.strictObject({ paired: triple, weighted: triple, clustered: triple })),
});

interface BootstrapCase {
  readonly metric: "macro-f1" | "mcc" | "cohen-kappa" | "r2" | "roc-auc" | "mean" | "quantile";
  readonly method: "BCa" | "percentile";
  readonly labels: Values;
  readonly candidate: Values;
  readonly baseline: Values;
}

interface MeanCase {
  readonly candidate: readonly number[];
  readonly baseline: readonly number[];
  readonly weights: readonly number[];
  readonly clusters: readonly number[];
}

const bootstraps: readonly BootstrapCase[] = [
  { metric: "macro-f1", method: "BCa", ...classes(150, 3, 1) },
  { metric: "macro-f1", method: "percentile", ...classes(150, 3, 1) },
  { metric: "mcc", method: "BCa", ...classes(80, 2, 2) },
  { metric: "cohen-kappa", method: "BCa", ...classes(120, 5, 3) },
  { metric: "r2", method: "BCa", ...numbers(60, 4) },
  { metric: "roc-auc", method: "BCa", ...scores(90, 5) },
  { metric: "mean", method: "BCa", ...numbers(30, 6) },
  { metric: "mean", method: "percentile", ...numbers(30, 6) },
  // Without an influence function the interval is the percentile one, whatever is asked for.
  { metric: "quantile", method: "percentile", ...numbers(200, 7) },
];

const means: readonly MeanCase[] = [meansOf(40, 6, 8), meansOf(7, 3, 9), meansOf(500, 40, 10)];

let answer: v.InferOutput<typeof answerSchema>;
let python: string;
const compared = createTally();

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "bootstrap", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify({ resamples: RESAMPLES, confidence: CONFIDENCE, bootstraps, means }));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("bootstrap intervals agree with SciPy's, bias-corrected and percentile, within Monte Carlo error", async () => {
  expect(answer.intervals).toHaveLength(bootstraps.length);
  for (const [index, [low, high]] of answer.intervals.entries()) {
    const asked = bootstraps[index];
    if (asked === undefined) throw new Error("no case");
    const found = await drawn(asked);
    // An end of a 90 % interval has a standard error of about 2.1 sd / sqrt(draws), a bias-corrected one up to twice that; five of two.
    const error = (asked.method === "BCa" ? 2 : 1) * 2.1 * ((high - low) / 3.29);
    const tolerance = (5 * Math.SQRT2 * error) / Math.sqrt(RESAMPLES);
    const name = `${asked.metric} by ${asked.method}`;
    expect(found.interval, name).toBe(asked.method === "BCa" ? "bootstrap-bca" : "bootstrap-percentile");
    expect(Math.abs((found.difference?.low ?? Number.NaN) - low), name).toBeLessThan(tolerance);
    expect(Math.abs((found.difference?.high ?? Number.NaN) - high), name).toBeLessThan(tolerance);
    compared.add();
  }
  conforms({
    area: "Statistics",
    claim: "bootstrap intervals, bias-corrected and percentile, within Monte Carlo error",
    peer: "SciPy",
    version: await pythonVersion(python, "scipy"),
    ...compared.take(),
  });
});

test("paired, weighted and clustered means have SciPy's and statsmodels' p-values and intervals", async () => {
  expect(answer.closedForms).toHaveLength(means.length);
  for (const [index, { paired, weighted, clustered }] of answer.closedForms.entries()) {
    const { candidate, baseline, weights, clusters } = means[index] ?? meansOf(0, 1, 0);
    const values = { candidate: { x: candidate }, baseline: { x: baseline } };
    expectClose(await mean(values), paired);
    expectClose(await mean({ ...values, weights }), weighted);
    expectClose(await mean({ ...values, clusters }), clustered);
  }
  conforms({
    area: "Statistics",
    claim: "p-values and intervals of paired means, weighted and clustered ones too",
    peer: "SciPy and statsmodels",
    version: `${await pythonVersion(python, "scipy")}, ${await pythonVersion(python, "statsmodels")}`,
    ...compared.take(),
  });
});

async function drawn({ metric, method, labels, candidate, baseline }: BootstrapCase): Promise<Estimate> {
  const column = metric === "roc-auc" ? "score" : "prediction";
  const name =
    { mean: "mean(column=prediction)", quantile: "quantile(column=prediction,q=0.8)" }[String(metric)] ?? metric;
  return await estimateOf(
    name,
    { shared: { label: labels }, candidate: { [column]: candidate }, baseline: { [column]: baseline } },
    "bootstrap",
    method === "BCa" ? "bca" : "percentile",
  );
}

function mean(values: ComparedValues): Promise<Estimate> {
  return estimateOf("mean(column=x)", values, null, "bca", 0.95);
}

async function estimateOf(
  name: string,
  values: ComparedValues,
  asked: Asked["test"],
  interval: "bca" | "percentile",
  confidence = CONFIDENCE,
): Promise<Estimate> {
  const metric = parseMetric(name, { positive: "1", isMultiLabel: false });
  const sides = comparedSides(values);
  const settings = { confidence, resamples: RESAMPLES, seed: 11, interval };
  const [found] = await estimate([{ metric, test: asked }], sides, allRows(sides), settings, resampleHere);
  if (found === undefined) throw new Error("no estimate");
  return found;
}

/** p, low and high, each within 1e-9 of its reference, relative. */
function expectClose({ pValue, difference }: Estimate, reference: readonly number[]): void {
  const ours = [pValue, difference?.low, difference?.high];
  for (const [index, theirs] of reference.entries()) {
    const error = Math.abs((ours[index] ?? Number.NaN) - theirs);
    expect(error, `${ours[index]} against ${theirs}`).toBeLessThanOrEqual(1e-9 * Math.abs(theirs));
    compared.add(relativeDifference(ours[index] ?? Number.NaN, theirs));
  }
}

/** Uneven classes; the candidate is right more often. */
function classes(rows: number, count: number, seed: number) {
  const random = createRandom(seed);
  const labels = Array.from({ length: rows }, (_, row) => String(Math.min(row % count, random.integer(count))));
  const answers = (skill: number) =>
    labels.map((label) => (random.next() < skill ? label : String(random.integer(count))));
  return { labels, candidate: answers(0.75), baseline: answers(0.6) };
}

/** Predictions with skewed errors. */
function numbers(rows: number, seed: number) {
  const random = createRandom(seed);
  const labels = Array.from({ length: rows }, () => 10 * random.next());
  const answers = (scale: number) => labels.map((label) => label - scale * Math.log(1 - random.next()));
  return { labels, candidate: answers(1), baseline: answers(1.4) };
}

function scores(rows: number, seed: number) {
  const random = createRandom(seed);
  const labels = Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? "1" : "0"));
  const answers = (skill: number) => labels.map((label) => (label === "1" ? skill : 0) + random.next());
  return { labels, candidate: answers(0.4), baseline: answers(0.25) };
}

function meansOf(rows: number, clusterCount: number, seed: number): MeanCase {
  const random = createRandom(seed);
  const values = (shift: number) => Array.from({ length: rows }, () => shift + random.next() ** 3);
  return {
    candidate: values(0.1),
    baseline: values(0),
    weights: Array.from({ length: rows }, () => 0.2 + random.next()),
    clusters: Array.from({ length: rows }, (_, row) => row % clusterCount),
  };
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createRandom, delong, jensenShannonDistance } from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { allRows, comparedSides } from "../../packages/comparison/fixtures/compared.ts";
import { valueOn } from "../../packages/comparison/fixtures/side.ts";
import { parseMetric } from "../../packages/comparison/src/metrics/parse-metric.ts";
import { conforms, createTally, relativeDifference } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";
import { binaryTable, classTable, scoresOf } from "./score-metrics/generated.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];
const TOLERANCE = 1e-9;

const byMetric = v.record(v.string(), v.number());
const answerSchema = v.strictObject({
  binary: v.array(byMetric),
  classes: v.array(byMetric),
  delong: v.array(v.array(v.array(v.number()))),
  drift: v.array(byMetric),
  categories: v.array(v.number()),
  iris: v.strictObject({ isPositive: v.array(v.number()), scores: v.array(v.number()) }),
});

const asked = {
  binary: [
    binaryTable({ rows: 2, digits: 17, seed: 1 }),
    binaryTable({ rows: 9, digits: 1, seed: 2 }),
    binaryTable({ rows: 300, digits: 1, seed: 3, weighted: true }),
    binaryTable({ rows: 5000, digits: 3, seed: 4 }),
    binaryTable({ rows: 5000, digits: 17, seed: 5, weighted: true }),
    binaryTable({ rows: 40, digits: 0, seed: 6 }),
    binaryTable({ rows: 2000, digits: 2, seed: 7, isProbability: false }),
  ],
  classes: [
    classTable({ rows: 12, classes: 3, digits: 1, seed: 1 }),
    classTable({ rows: 800, classes: 4, digits: 2, seed: 2, weighted: true }),
    classTable({ rows: 3000, classes: 12, digits: 17, seed: 3 }),
    classTable({ rows: 500, classes: 5, digits: 17, seed: 4, oneHot: true, weighted: true }),
  ],
  delong: [
    { isPositive: [1, 0, 1, 0], scores: [[0.3, 0.2, 0.2, 0.1]] },
    pairedScores(60, 1, 1),
    pairedScores(700, 2, 2),
    pairedScores(2500, 17, 3),
  ],
  drift: [driftOf(30, 17, 1), driftOf(2000, 17, 2), driftOf(900, 2, 3)],
  categories: [
    [
      [3, 2, 0, 7],
      [1, 0, 4, 7],
    ],
    [
      [1, 0],
      [0, 1],
    ],
    [
      [5, 5],
      [5, 5],
    ],
  ] as const,
};

const compared = createTally();
let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const script = join(import.meta.dirname, "score-metrics", "reference.py");
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(asked));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("areas, log loss, Brier score and calibration of a score agree with scikit-learn's", async () => {
  for (const [index, { label, score, weights }] of asked.binary.entries()) {
    const side = comparedSides({ candidate: { label, score }, ...(weights === null ? {} : { weights }) }).candidate;
    const context = { positive: "yes", isMultiLabel: false };
    const expected = Object.entries(answer.binary[index] ?? {});
    expect(expected.length).toBeGreaterThan(1);
    for (const [metric, value] of expected) {
      expectClose(valueOn(parseMetric(metric, context), side), value, `${metric} of table ${index}`);
    }
  }
  await agrees("areas, log loss, Brier score and calibration of a score", "scikit-learn");
});

test("the same of several classes, and top-k accuracy, agree with scikit-learn's", async () => {
  for (const [index, table] of asked.classes.entries()) {
    const columns = { label: table.label, ...scoresOf(table) };
    const { weights } = table;
    const side = comparedSides({ candidate: columns, ...(weights === null ? {} : { weights }) }).candidate;
    const expected = Object.entries(answer.classes[index] ?? {});
    expect(expected.length).toBeGreaterThan(8);
    for (const [metric, value] of expected) {
      const parsed = parseMetric(metric, { positive: null, isMultiLabel: false });
      expectClose(valueOn(parsed, side), value, `${metric} of table ${index}`);
    }
  }
  await agrees("the same of several classes, and top-k accuracy", "scikit-learn");
});

test("DeLong's covariances agree with those of all pairs, by NumPy", async () => {
  for (const [index, { isPositive, scores }] of asked.delong.entries()) {
    const found = delong(
      Uint8Array.from(isPositive),
      scores.map((values) => Float64Array.from(values)),
    );
    for (const [i, row] of (answer.delong[index] ?? []).entries()) {
      for (const [j, value] of row.entries()) {
        expectClose(found.covariance[i]?.[j], value, `covariance ${i}, ${j} of question ${index}`);
      }
    }
  }
  await agrees("DeLong's covariances, by those of all pairs", "numpy");
});

test("the variance of scikit-learn's iris is the one in roc_comparison's tests", () => {
  const { isPositive, scores } = answer.iris;
  const { covariance } = delong(Uint8Array.from(isPositive), [Float64Array.from(scores)]);
  expectClose(covariance[0]?.[0], 0.0015359814789736538, "iris");
  const claim = "DeLong's variance of scikit-learn's iris";
  conforms({ area: "Metrics", claim, peer: "roc_comparison's own test", ...compared.take() });
});

test("PSI agrees with NumPy's quantiles, and Kolmogorov-Smirnov and Jensen-Shannon with SciPy", async () => {
  for (const [index, { baseline, candidate }] of asked.drift.entries()) {
    const sides = comparedSides({ baseline: { score: baseline }, candidate: { score: candidate } });
    for (const [metric, value] of Object.entries(answer.drift[index] ?? {})) {
      const drift = parseMetric(metric, { positive: null, isMultiLabel: false });
      if (drift.kind !== "drift" || sides.baseline === null) throw new Error(`${metric} is no drift`);
      expectClose(drift.between(sides.baseline, sides.candidate, allRows(sides)), value, `${metric} of ${index}`);
    }
  }
  for (const [index, [a, b]] of asked.categories.entries()) {
    expectClose(jensenShannonDistance(a, b), answer.categories[index], `categories ${index}`);
  }
  await agrees("drift: PSI by NumPy's quantiles, Kolmogorov-Smirnov, Jensen-Shannon", "scipy");
});

async function agrees(claim: string, name: "scikit-learn" | "numpy" | "scipy"): Promise<void> {
  const peer = { "scikit-learn": "scikit-learn", numpy: "NumPy", scipy: "SciPy" }[name];
  conforms({ area: "Metrics", claim, peer, version: await pythonVersion(python, name), ...compared.take() });
}

function pairedScores(rows: number, digits: number, seed: number) {
  const { label, score } = binaryTable({ rows, digits, seed });
  const other = binaryTable({ rows, digits, seed: seed + 100 }).score;
  const mixed = score.map((value, row) => Number(((value + (other[row] ?? 0)) / 2).toFixed(digits)));
  return { isPositive: label.map((name) => (name === "yes" ? 1 : 0)), scores: [score, mixed] };
}

function driftOf(rows: number, digits: number, seed: number) {
  const random = createRandom(seed);
  const values = (power: number) =>
    Array.from({ length: rows }, () => Number((random.next() ** power).toFixed(digits)));
  return { baseline: values(1), candidate: values(1.3) };
}

function expectClose(ours: number | undefined, theirs: number | undefined, what: string): void {
  const reference = theirs ?? Number.NaN;
  const error = Math.abs((ours ?? Number.NaN) - reference);
  expect(error, `${what}: ${ours} against ${theirs}`).toBeLessThanOrEqual(TOLERANCE * Math.abs(reference) + 1e-15);
  compared.add(relativeDifference(ours ?? Number.NaN, reference));
}

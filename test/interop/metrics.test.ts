import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { measured, type Row } from "../../packages/comparison/fixtures/side.ts";
import type { MetricContext } from "../../packages/comparison/src/metrics/metric.ts";
import { parseMetric } from "../../packages/comparison/src/metrics/parse-metric.ts";
import { normalizedWords } from "../../packages/comparison/src/metrics/texts/normalized-text.ts";
import { conforms, createTally, relativeDifference } from "../harness/conforms.ts";
import { programVersion, pythonVersion } from "../harness/peer-versions.ts";
import {
  type Columns,
  type Query,
  randomClasses,
  randomNumbers,
  randomQueries,
  randomSets,
  randomTexts,
} from "./metrics/random-tables.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];
const TOLERANCE = 1e-9;

/** By table, and by metric; null is NaN. */
const values = v.array(v.record(v.string(), v.nullable(v.number())));
const answerSchema = v.strictObject({
  single: values,
  sets: values,
  regression: values,
  ranking: values,
  texts: v.array(v.array(v.string())),
});

const SINGLE: MetricContext = { positive: null, isMultiLabel: false };

const asked = {
  single: [
    ...Array.from({ length: 30 }, (_, seed) => randomClasses(5 + 17 * seed, 2 + (seed % 9), seed % 2 === 1, seed)),
    randomClasses(3000, 300, true, 31),
    randomClasses(2, 2, false, 32),
  ],
  sets: Array.from({ length: 20 }, (_, seed) => randomSets(3 + 11 * seed, 2 + (seed % 6), seed % 2 === 1, seed)),
  regression: [
    ...Array.from({ length: 30 }, (_, seed) => randomNumbers(3 + 7 * seed, seed % 2 === 1, seed)),
    randomNumbers(5000, true, 31),
  ],
  ranking: Array.from({ length: 15 }, (_, seed) => randomQueries(1 + 3 * seed, 2 + seed, seed)),
  texts: randomTexts(2000, 1),
};

const compared = createTally();
let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const child = spawn(python, ["-X", "utf8", join(import.meta.dirname, "metrics", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(asked));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("metrics of classes agree with scikit-learn, with classes missing on either side and weights", async () => {
  for (const [index, table] of asked.single.entries()) {
    // What is predicted and never a label is declared, as scikit-learn takes it for a class.
    const classes = [...new Set([...table.labels, ...table.predictions])];
    expectAll(answer.single[index] ?? {}, rowsOf(table), SINGLE, classes);
  }
  await agrees("metrics of classes, with weights and classes missing on either side");
});

test("metrics of label sets agree with scikit-learn", async () => {
  for (const [index, table] of asked.sets.entries()) {
    expectAll(answer.sets[index] ?? {}, rowsOf(table), { positive: null, isMultiLabel: true });
  }
  await agrees("metrics of label sets");
});

test("metrics of numbers agree with scikit-learn, and quantiles with NumPy, with ties and weights", async () => {
  for (const [index, table] of asked.regression.entries()) {
    expectAll(answer.regression[index] ?? {}, rowsOf(table), SINGLE);
  }
  await agrees("metrics of numbers, and NumPy's quantiles, with ties and weights");
});

test("metrics of rankings agree with scikit-learn", async () => {
  for (const [index, queries] of asked.ranking.entries()) {
    expectAll(answer.ranking[index] ?? {}, queries.map(queryRow), SINGLE);
  }
  await agrees("metrics of rankings");
});

test("words of answers are parted as Python's own means part them", async () => {
  expect(asked.texts.map(normalizedWords)).toEqual(answer.texts);
  const version = await programVersion(python);
  const claim = "words of answers: case, punctuation and articles of any script";
  conforms({ area: "Metrics", claim, peer: "Python's str and re", version, cases: answer.texts.length });
});

async function agrees(claim: string): Promise<void> {
  const version = await pythonVersion(python, "scikit-learn");
  conforms({ area: "Metrics", claim, peer: "scikit-learn", version, ...compared.take() });
}

function expectAll(
  references: Readonly<Record<string, number | null>>,
  rows: readonly Row[],
  context: MetricContext,
  classes: readonly string[] = [],
): void {
  expect(Object.keys(references).length).toBeGreaterThan(5);
  for (const [name, reference] of Object.entries(references)) {
    const ours = measured(parseMetric(name, context), rows, classes);
    const shown = `${name} of ${rows.length} rows: ${ours} against ${reference}`;
    if (reference === null) expect(ours, shown).toBeNaN();
    else expect(Math.abs(ours - reference), shown).toBeLessThanOrEqual(TOLERANCE * Math.abs(reference));
    compared.add(reference === null ? 0 : relativeDifference(ours, reference));
  }
}

function rowsOf<T>({ labels, predictions, weights }: Columns<T>): Row[] {
  return labels.map((label, row) => ({
    label,
    prediction: predictions[row],
    ...(weights === null ? {} : { weight: weights[row] }),
  }));
}

function queryRow({ gains, ranked }: Query): Row {
  const label = Object.fromEntries(gains.map((gain, item) => [`item ${item}`, gain]));
  return { label, prediction: ranked.map((item) => `item ${item}`) };
}

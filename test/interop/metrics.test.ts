import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { measured, type Row } from "../../packages/comparison/fixtures/side.ts";
import type { MetricContext } from "../../packages/comparison/src/metrics/metric.ts";
import { parseMetric } from "../../packages/comparison/src/metrics/parse-metric.ts";
import { normalizedWords } from "../../packages/comparison/src/metrics/texts/normalized-text.ts";
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

let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  const python = await pythonWith(PACKAGES);
  const child = spawn(python, ["-X", "utf8", join(import.meta.dirname, "metrics", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(asked));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("metrics of classes agree with scikit-learn, with classes missing on either side and weights", () => {
  for (const [index, table] of asked.single.entries()) {
    // What is predicted and never a label is declared, as scikit-learn takes it for a class.
    const classes = [...new Set([...table.labels, ...table.predictions])];
    expectAll(answer.single[index] ?? {}, rowsOf(table), SINGLE, classes);
  }
});

test("metrics of label sets agree with scikit-learn", () => {
  for (const [index, table] of asked.sets.entries()) {
    expectAll(answer.sets[index] ?? {}, rowsOf(table), { positive: null, isMultiLabel: true });
  }
});

test("metrics of numbers agree with scikit-learn, and quantiles with NumPy, with ties and weights", () => {
  for (const [index, table] of asked.regression.entries()) {
    expectAll(answer.regression[index] ?? {}, rowsOf(table), SINGLE);
  }
});

test("metrics of rankings agree with scikit-learn", () => {
  for (const [index, queries] of asked.ranking.entries()) {
    expectAll(answer.ranking[index] ?? {}, queries.map(queryRow), SINGLE);
  }
});

test("words of answers are parted as Python's own means part them", () => {
  expect(asked.texts.map(normalizedWords)).toEqual(answer.texts);
});

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

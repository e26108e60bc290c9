import { spawn } from "node:child_process";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { compareMetrics } from "@airworthy/commands";
import { parseComparison } from "@airworthy/comparison";
import { createRandom } from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { COMPARISON_INPUTS } from "../harness/comparison-inputs.ts";
import { conforms, createTally, relativeDifference } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { silentPorts } from "../harness/silent-ports.ts";
import { pythonWith } from "./python-environment.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];

const numbers = v.array(v.number());
const answerSchema = v.strictObject({
  /** By table: the baseline's metrics, then the candidate's. */
  metrics: v.array(v.tuple([numbers, numbers])),
});

interface Table {
  readonly labels: readonly string[];
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

const asked = {
  tables: [
    tableOf(600, 2, 0.8, 0.75, 1),
    tableOf(900, 5, 0.7, 0.72, 2),
    tableOf(80, 3, 0.5, 0.9, 3),
    tableOf(3000, 40, 0.6, 0.55, 4),
  ],
};

const compared = createTally();
let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "compare-metrics", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(asked));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("what the verb writes of accuracy, macro recall and macro F1 agrees with scikit-learn", async () => {
  for (const [index, table] of asked.tables.entries()) {
    const findings = await compare(table);
    const [baseline, candidate] = answer.metrics[index] ?? [];
    expectClose(
      findings.map((finding) => finding.candidate ?? Number.NaN),
      candidate ?? [],
      1e-12,
    );
    expectClose(
      findings.map((finding) => finding.baseline ?? Number.NaN),
      baseline ?? [],
      1e-12,
    );
  }
  conforms({
    area: "Metrics",
    claim: "what compare-metrics writes of accuracy, macro recall and macro F1",
    peer: "scikit-learn",
    version: await pythonVersion(python, "scikit-learn"),
    ...compared.take(),
  });
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
      ...COMPARISON_INPUTS,
      candidate: "new.jsonl",
      baseline: "old.jsonl",
      metrics: ["accuracy", "macro-recall", "macro-f1"],
      "min-rows": 1,
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
    compared.add(relativeDifference(ours[index] ?? Number.NaN, reference));
  }
}

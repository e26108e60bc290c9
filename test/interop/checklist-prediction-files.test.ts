import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom, type Random } from "@airworthy/stats";
import * as v from "valibot";
import { expect, test } from "vitest";
import { openPredictions } from "../../packages/models/src/predictions/open-predictions.ts";
import type { PredictionFormat } from "../../packages/models/src/predictions/predictions-config.ts";
import type { Answer } from "../../packages/models/src/predictor.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { askChecklist } from "./checklist/ask.ts";
import { pythonWithChecklist } from "./checklist/python.ts";

const LINES = 500;
const CLASSES = ["negative", "neutral", "positive"];
const TWO_CLASSES = ["no", "yes"];

const readSchema = v.array(
  v.array(v.tuple([v.union([v.number(), v.string()]), v.union([v.number(), v.array(v.number())])])),
);

interface PredictionFile {
  readonly name: string;
  readonly format: PredictionFormat;
  readonly classes: readonly string[];
  readonly line: (random: Random) => string;
  readonly lineEnd: "\n" | "\r\n";
}

const FILES: readonly PredictionFile[] = [
  { name: "indexes", format: "pred_only", classes: CLASSES, line: anIndex, lineEnd: "\n" },
  { name: "names", format: "pred_only", classes: CLASSES, line: aName, lineEnd: "\n" },
  { name: "softmax", format: "softmax", classes: CLASSES, line: scoresOf, lineEnd: "\n" },
  { name: "softmax-of-windows", format: "softmax", classes: CLASSES, line: scoresOf, lineEnd: "\r\n" },
  { name: "binary", format: "binary_conf", classes: TWO_CLASSES, line: aScore, lineEnd: "\n" },
  { name: "conf", format: "pred_and_conf", classes: CLASSES, line: (r) => `${anIndex(r)} ${aScore(r)}`, lineEnd: "\n" },
  {
    name: "name-and-conf",
    format: "pred_and_conf",
    classes: CLASSES,
    line: (r) => `${aName(r)}\t${aScore(r)}`,
    lineEnd: "\n",
  },
  {
    name: "default",
    format: "pred_and_softmax",
    classes: CLASSES,
    line: (r) => `${anIndex(r)} ${scoresOf(r)}`,
    lineEnd: "\n",
  },
  {
    name: "padded",
    format: "pred_and_softmax",
    classes: CLASSES,
    line: (r) => ` ${anIndex(r)}  ${scoresOf(r)} `,
    lineEnd: "\n",
  },
];

test("files in each of CheckList's five formats say what read_pred_file reads in them", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-interop-"));
  const random = createRandom(11);
  const examples = Array.from({ length: LINES }, (_, index) => `example ${index}`);
  await writeFile(join(folder.path, "examples.txt"), examples.join("\n"));
  for (const { name, line, lineEnd } of FILES) {
    await writeFile(join(folder.path, name), examples.map(() => line(random) + lineEnd).join(""));
  }

  const asked = FILES.map(({ name, format }) => ({ path: join(folder.path, name), format }));
  const theirs = await askChecklist("prediction_files.py", asked, readSchema);

  expect(theirs.map((rows) => rows.length)).toEqual(FILES.map(() => LINES));
  for (const [index, file] of FILES.entries()) {
    const expected = (theirs[index] ?? []).map(([prediction, confidence]) => asAnswer(prediction, confidence, file));
    expect(await read(folder.path, file, examples), file.name).toEqual(expected);
  }
  conforms({
    area: "Behaviour tests",
    claim: "prediction files in its five formats, line by line",
    peer: "CheckList",
    version: await pythonVersion(await pythonWithChecklist(), "checklist"),
    cases: theirs.flat().length,
  });
});

async function read(folder: string, file: PredictionFile, examples: readonly string[]): Promise<readonly Answer[]> {
  const config = { file: file.name, format: file.format, classes: [...file.classes], order: "examples.txt" };
  const options = { cwd: folder, env: {}, timeout: 60_000, startTimeout: 60_000 };
  await using predictor = await openPredictions(config, options);
  return predictor.predict(examples.map((input) => ({ id: input, input, repeat: 0 })));
}

/** CheckList's prediction and confidence in our words: classes by name; `pred_only` gives each prediction a confidence of 1. */
function asAnswer(
  prediction: number | string,
  confidence: number | number[],
  { classes, format }: PredictionFile,
): Answer {
  const name = typeof prediction === "number" ? (classes[prediction] ?? "") : prediction;
  if (Array.isArray(confidence)) {
    return { prediction: name, scores: new Map(confidence.map((score, at) => [classes[at] ?? "", score])) };
  }
  return { prediction: name, scores: format === "pred_only" ? null : new Map([[name, confidence]]) };
}

function anIndex(random: Random): string {
  return String(random.integer(CLASSES.length));
}

function aName(random: Random): string {
  return CLASSES[random.integer(CLASSES.length)] ?? "";
}

/** Exact ties, tiny numbers and numbers in scientific notation too. */
function aScore(random: Random): string {
  const written = [random.next().toString(), random.next().toExponential(), "0.5", "1", "0", ".25", "1e-300"];
  return written[random.integer(written.length)] ?? "";
}

function scoresOf(random: Random): string {
  return CLASSES.map(() => aScore(random)).join(" ");
}

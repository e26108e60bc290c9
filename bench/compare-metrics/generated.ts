import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRandom, type Random } from "@airworthy/stats";

export const CLASSES = ["negative", "neutral", "positive"] as const;
/** The class that the score is of, as a code. */
export const POSITIVE = 2;

export const METRICS = ["accuracy", "macro-f1", "roc-auc"] as const;

const BASELINE = { name: "old", skill: 0.86, seed: 1 };
const CANDIDATE = { name: "new", skill: 0.85, seed: 2 };

/** The row's label, and one version's prediction and score, as they come. */
interface Row {
  readonly label: number;
  readonly prediction: number;
  readonly score: number;
}

const LINES_A_WRITE = 20_000;

/** Two tables as JSON Lines, old.jsonl and new.jsonl. */
export async function writeTables(folder: string, rows: number): Promise<void> {
  for (const version of [BASELINE, CANDIDATE]) {
    const next = rowsOf(version.skill, version.seed);
    await using file = await open(join(folder, `${version.name}.jsonl`), "w");
    for (let first = 0; first < rows; first += LINES_A_WRITE) {
      const lines = Array.from({ length: Math.min(LINES_A_WRITE, rows - first) }, (_, index) => {
        const { label, prediction, score } = next();
        return `{"id":"row-${first + index}","label":"${CLASSES[label]}","prediction":"${CLASSES[prediction]}","score":${score}}\n`;
      });
      await file.write(lines.join(""));
    }
  }
}

/** The same rows as bare arrays: label, old.prediction and new.prediction as bytes, old.score and new.score as doubles. */
export async function writeArrays(folder: string, rows: number): Promise<void> {
  const labels = new Uint8Array(rows);
  for (const { name, skill, seed } of [BASELINE, CANDIDATE]) {
    const next = rowsOf(skill, seed);
    const predictions = new Uint8Array(rows);
    const scores = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const { label, prediction, score } = next();
      [labels[row], predictions[row], scores[row]] = [label, prediction, score];
    }
    await writeFile(join(folder, `${name}.prediction`), predictions);
    await writeFile(join(folder, `${name}.score`), scores);
  }
  await writeFile(join(folder, "label"), labels);
}

/** Labels are the same of every version; `skill` is how often the prediction is right. Scores have six decimals. */
function rowsOf(skill: number, seed: number): () => Row {
  const labels = createRandom(0);
  const answers = createRandom(seed);
  return () => {
    const label = oneClass(labels);
    const prediction = answers.next() < skill ? label : oneClass(answers);
    const score = answers.next() ** (label === POSITIVE ? 0.4 : 1.5);
    return { label, prediction, score: Math.round(score * 1e6) / 1e6 };
  };
}

function oneClass(random: Random): number {
  return random.integer(CLASSES.length);
}

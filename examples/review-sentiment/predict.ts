import { join } from "node:path";
import { jsonLines, writeWhole } from "../shared/write-file.ts";
import { score as afinnScore } from "./models/afinn.ts";
import { score as vaderScore } from "./models/vader.ts";
import { type Review, readReviews } from "./reviews.ts";

const MODELS = { vader: vaderScore, afinn: afinnScore };

/** A row of a prediction table. `site` is a slice. */
export interface PredictionRow {
  readonly id: string;
  readonly label: Review["label"];
  readonly prediction: Review["label"];
  /** The lexicon's own score: VADER's compound, AFINN's sum. */
  readonly score: number;
  readonly site: Review["site"];
}

/**
 * A model's table over the reviews. These labels know no neutral, so a score of 0 or more is positive: the rule by
 * which sentiment's README measures itself.
 */
export function predictReviews(model: keyof typeof MODELS, reviews: readonly Review[]): PredictionRow[] {
  return reviews.map(({ id, label, site, text }) => {
    const score = MODELS[model](text);
    return { id, label, prediction: score >= 0 ? "positive" : "negative", score, site };
  });
}

/**
 * Writes both models' tables, vader.jsonl and afinn.jsonl, into a folder, and answers their paths; and the reviews that the
 * suite changes, reviews.jsonl.
 */
export async function writePredictions(into: string): Promise<Record<keyof typeof MODELS, string>> {
  const reviews = readReviews();
  const paths = { vader: join(into, "vader.jsonl"), afinn: join(into, "afinn.jsonl") };
  for (const model of ["vader", "afinn"] as const) {
    await writeWhole(paths[model], jsonLines(predictReviews(model, reviews)));
  }
  await writeWhole(join(into, "reviews.jsonl"), jsonLines(reviews));
  return paths;
}

if (import.meta.main) await writePredictions(join(import.meta.dirname, "output"));

import { existsSync } from "node:fs";
import { join } from "node:path";

const FILE = join(import.meta.dirname, "../../../shared/vectors/checklist-sentiment.jsonl.gz");

/** CheckList's released sentiment suite, where a folder `shared/vectors` lies beside the checkout; else null. */
export const SENTIMENT_FILE = existsSync(FILE) ? FILE : null;

/**
 * A suite's file that imports CheckList's sentiment suite from `file`. What its tests expect that are functions in Python is
 * said as https://github.com/marcotcr/checklist/blob/master/notebooks/Sentiment.ipynb defines them, tolerances included.
 */
export function sentimentSuite(file: string): string {
  return `
name: checklist-sentiment
seed: 1
classes: [negative, neutral, positive]
imports:
  - checklist: ${JSON.stringify(file)}
    expect:
      intensifiers: { confidence: increases, tolerance: 0.1, skip-when-predicted: [neutral] }
      reducers: { confidence: decreases, tolerance: 0.1, skip-when-predicted: [neutral] }
      '"used to" should reduce': { confidence: decreases, tolerance: 0.1, skip-when-predicted: [neutral] }
      add positive phrases: { confidence: increases, of: { plus: positive, minus: negative }, tolerance: 0.1 }
      add negative phrases: { confidence: decreases, of: { plus: positive, minus: negative }, tolerance: 0.1 }
      "simple negations: not negative": { expect: { not: negative } }
      "simple negations: I thought x was negative, but it was not (should be neutral or positive)":
        expect: { not: negative }
      "Hard: Negation of negative with neutral stuff in the middle (should be positive or neutral)":
        expect: { not: negative }
      # Labelled neutral is what used to be blamed: no opinion or praise, but not blame.
      "Q & A: no": { labels: { "1": { not: negative } } }
`;
}

import { sumOf } from "./averages.ts";
import type { Tally } from "./tally.ts";

/**
 * Matthews' correlation of labels and predictions over any number of classes (Gorodkin 2004), as scikit-learn's
 * matthews_corrcoef; predictions that are no class are one more class together. 0 where all predictions are one class, as
 * scikit-learn has it; NaN where all labels are one class, where scikit-learn says 0 even of right predictions.
 */
export function matthews({ rows, right, support, predicted }: Tally): number {
  const ofLabels = rows * rows - product(support, support);
  const ofPredictions = rows * rows - product(predicted, predicted);
  if (!isSpread(support)) return Number.NaN;
  if (!isSpread(predicted)) return 0;
  return (rows * right - product(support, predicted)) / Math.sqrt(ofLabels * ofPredictions);
}

/**
 * Cohen's kappa (1960): agreement beyond what chance would give, as scikit-learn's cohen_kappa_score. NaN where chance
 * alone agrees wholly: all labels and all predictions are one class.
 */
export function kappa({ rows, right, support, predicted }: Tally): number {
  const byChance = product(support, predicted) / (rows * rows);
  if (!isSpread(support) && !isSpread(predicted) && right > 0) return Number.NaN;
  return (right / rows - byChance) / (1 - byChance);
}

/**
 * The share of wrong ones among all decisions whether a class is in a row's set, as scikit-learn's hamming_loss of label
 * sets: a predicted member that is no class is one decision more, and wrong.
 */
export function hammingLoss({ classes, rows, support, hits, predicted }: Tally): number {
  const wrong = sumOf(support) + sumOf(predicted) - 2 * sumOf(hits);
  return wrong / (rows * classes.length + (predicted[classes.length] ?? 0));
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Whether more than one class has any: told by counts, since sums of weights are rounded. */
function isSpread(counts: Float64Array): boolean {
  let found = 0;
  for (let index = 0; index < counts.length && found < 2; index++) if ((counts[index] ?? 0) > 0) found++;
  return found > 1;
}

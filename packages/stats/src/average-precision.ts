import { orderScores, type RowWeights, type ScoreOrder, weightOf } from "./auc-order.ts";

/**
 * The average precision, from 0 to 1: the precision at each score as threshold, weighted by the recall gained there; steps,
 * not trapezia, and rows of one score together (scikit-learn's average_precision_score). `isPositive` is 1 or 0 a row. NaN
 * where all rows that weigh anything are of one class: nothing is ranked then. O(n log n). Throws a RangeError for a NaN score.
 */
export function averagePrecision(isPositive: Uint8Array, scores: Float64Array, weights: RowWeights): number {
  return averagePrecisionInOrder(orderScores(scores), isPositive, weights);
}

/** The same on scores that are sorted already, in O(n). */
export function averagePrecisionInOrder(order: ScoreOrder, isPositive: Uint8Array, weights: RowWeights): number {
  let sum = 0;
  let [positives, all] = [0, 0];
  let [tiedPositives, tied] = [0, 0];
  for (let place = order.rows.length - 1; place >= 0; place--) {
    const row = order.rows[place] ?? 0;
    const weight = weightOf(weights, row);
    tied += weight;
    if (isPositive[row] === 1) tiedPositives += weight;
    if (place > 0 && order.endsTie[place - 1] === 0) continue;
    positives += tiedPositives;
    all += tied;
    if (tiedPositives > 0) sum += tiedPositives * (positives / all);
    tiedPositives = tied = 0;
  }
  return positives < all ? sum / positives : Number.NaN;
}

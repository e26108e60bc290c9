import { orderScores, type RowWeights, type ScoreOrder, weightOf } from "./auc-order.ts";

/**
 * The area under the ROC curve, from 0 to 1: the probability that a positive row scores above a negative one, ties
 * counted half (Mann and Whitney's U over the number of pairs; scikit-learn's roc_auc_score). `isPositive` is 1 or 0 a
 * row. NaN where all rows that weigh anything are of one class. O(n log n). Throws a RangeError for a NaN score.
 */
export function rocAuc(isPositive: Uint8Array, scores: Float64Array, weights: RowWeights): number {
  return rocAucInOrder(orderScores(scores), isPositive, weights);
}

/** The same on scores that are sorted already, in O(n). */
export function rocAucInOrder(order: ScoreOrder, isPositive: Uint8Array, weights: RowWeights): number {
  let pairs = 0;
  let [below, positives] = [0, 0];
  let [tiedNegatives, tiedPositives] = [0, 0];
  for (let place = 0; place < order.rows.length; place++) {
    const row = order.rows[place] ?? 0;
    const weight = weightOf(weights, row);
    if (isPositive[row] === 1) tiedPositives += weight;
    else tiedNegatives += weight;
    if (order.endsTie[place] === 0) continue;
    pairs += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    positives += tiedPositives;
    tiedNegatives = tiedPositives = 0;
  }
  return pairs / (positives * below);
}

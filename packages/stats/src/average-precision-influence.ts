import { type RowWeights, type ScoreOrder, weightOf } from "./auc-order.ts";

/**
 * How each row moves the average precision: n times the weight times the derivative by it, one a row, of mean 0. With T and N
 * the weight of the positive rows, and of all, that score at least as high, the average precision is the mean of T / N over
 * the positive rows; a row adds to T and N of all rows that score no higher. (The infinitesimal jackknife; Efron, The
 * Jackknife, the Bootstrap and Other Resampling Plans, 1982, chapter 6.) NaN where there is one class only. O(n).
 */
export function averagePrecisionInfluence(
  order: ScoreOrder,
  isPositive: Uint8Array,
  weights: RowWeights,
): Float64Array {
  const fromTop = weightsFromTop(order, isPositive, weights);
  const [positive = 0, all = 0] = [fromTop.positives[0], fromTop.all[0]];
  if (!(positive > 0 && positive < all)) return new Float64Array(isPositive.length).fill(Number.NaN);
  const { influence, average } = derivatives(order, isPositive, fromTop);
  const scale = isPositive.length / positive;
  for (let row = 0; row < influence.length; row++) {
    const derivative = (influence[row] ?? 0) - (isPositive[row] ?? 0) * average;
    influence[row] = scale * weightOf(weights, row) * derivative;
  }
  return influence;
}

interface WeightsFromTop {
  /** At each place, the weight of the positive rows from there to the highest score. */
  readonly positives: Float64Array;
  /** The same of all rows. */
  readonly all: Float64Array;
}

/** By row, the derivative of the sum of T / N over the positive rows; and that sum over their weight. */
function derivatives(order: ScoreOrder, isPositive: Uint8Array, { positives, all }: WeightsFromTop) {
  const influence = new Float64Array(isPositive.length);
  // Sums over the positive rows up to here: of their T / N, of 1 / N, and of T / N^2.
  let [precisions, gained, lost] = [0, 0, 0];
  let first = 0;
  for (let last = 0; last < influence.length; last++) {
    if (order.endsTie[last] === 0) continue;
    const total = all[first] ?? 0;
    const precision = total > 0 ? (positives[first] ?? 0) / total : 0;
    const tied = (positives[first] ?? 0) - (positives[last + 1] ?? 0);
    if (tied > 0) {
      precisions += tied * precision;
      gained += tied / total;
      lost += (tied / total) * precision;
    }
    for (; first <= last; first++) {
      const row = order.rows[first] ?? 0;
      influence[row] = isPositive[row] === 1 ? precision + gained - lost : -lost;
    }
  }
  return { influence, average: precisions / (positives[0] ?? 0) };
}

function weightsFromTop({ rows }: ScoreOrder, isPositive: Uint8Array, weights: RowWeights): WeightsFromTop {
  const positives = new Float64Array(rows.length);
  const all = new Float64Array(rows.length);
  let [positive, total] = [0, 0];
  for (let place = rows.length - 1; place >= 0; place--) {
    const row = rows[place] ?? 0;
    const weight = weightOf(weights, row);
    total += weight;
    if (isPositive[row] === 1) positive += weight;
    positives[place] = positive;
    all[place] = total;
  }
  return { positives, all };
}

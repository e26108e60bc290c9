import { orderScores, type RowWeights, type ScoreOrder, weightOf } from "./auc-order.ts";

export interface AucInfluence {
  readonly auc: number;
  /** One a row, of mean 0 in each class. */
  readonly influence: Float64Array;
}

/**
 * The AUC and how each row moves it, by the structural components of DeLong, DeLong and Clarke-Pearson (Biometrics 44,
 * 1988): of a positive row, the share of negative rows that it scores above, ties half; of a negative row, the share of
 * positive rows that score above it. One walk along sorted scores gives them all, which is what Sun and Xu's midranks do
 * (IEEE Signal Processing Letters 21, 2014). Scaled so that the sum over rows of two metrics' influences multiplied, over
 * n^2, is DeLong's covariance of their AUCs. With one positive or one negative row that is not defined, and the influence is
 * NaN; so are both with none.
 */
export function aucInfluence(order: ScoreOrder, isPositive: Uint8Array, weights: RowWeights): AucInfluence {
  const totals = classTotals(isPositive, weights);
  const influence = structuralComponents(order, isPositive, weights, totals);
  const auc = meanOfPositives(influence, isPositive, weights, totals.positiveWeight);
  const rows = isPositive.length;
  const positiveScale = (rows / totals.positiveWeight) * unbiased(totals.positives);
  const negativeScale = (rows / totals.negativeWeight) * unbiased(totals.negatives);
  for (let row = 0; row < rows; row++) {
    const weight = weightOf(weights, row);
    const scale = isPositive[row] === 1 ? positiveScale : negativeScale;
    influence[row] = scale * weight * ((influence[row] ?? 0) - auc);
  }
  return { auc, influence };
}

export interface DeLong {
  readonly aucs: readonly number[];
  /** Of the AUCs with each other, in the order of the scores. */
  readonly covariance: readonly (readonly number[])[];
}

/** The AUCs of several scores of the same rows, and DeLong's covariance of them; O(n log n). NaN as of `aucInfluence`. */
export function delong(isPositive: Uint8Array, scores: readonly Float64Array[]): DeLong {
  const each = scores.map((values) => aucInfluence(orderScores(values), isPositive, null));
  const covariance = each.map((a) => each.map((b) => product(a.influence, b.influence) / isPositive.length ** 2));
  return { aucs: each.map(({ auc }) => auc), covariance };
}

interface ClassTotals {
  /** Rows that weigh anything. */
  readonly positives: number;
  readonly negatives: number;
  readonly positiveWeight: number;
  readonly negativeWeight: number;
}

function classTotals(isPositive: Uint8Array, weights: RowWeights): ClassTotals {
  const counts = [0, 0];
  const sums = [0, 0];
  for (let row = 0; row < isPositive.length; row++) {
    const weight = weightOf(weights, row);
    const kind = isPositive[row] ?? 0;
    if (weight > 0) counts[kind] = (counts[kind] ?? 0) + 1;
    sums[kind] = (sums[kind] ?? 0) + weight;
  }
  const [negatives = 0, positives = 0] = counts;
  const [negativeWeight = 0, positiveWeight = 0] = sums;
  return { positives, negatives, positiveWeight, negativeWeight };
}

/** Of each row, the share of the other class's weight that it is rightly apart from. */
function structuralComponents(
  { rows, endsTie }: ScoreOrder,
  isPositive: Uint8Array,
  weights: RowWeights,
  { positiveWeight, negativeWeight }: ClassTotals,
): Float64Array {
  const components = new Float64Array(rows.length);
  let [positivesBelow, negativesBelow] = [0, 0];
  let [tiedPositives, tiedNegatives] = [0, 0];
  let first = 0;
  for (let last = 0; last < rows.length; last++) {
    const row = rows[last] ?? 0;
    const weight = weightOf(weights, row);
    if (isPositive[row] === 1) tiedPositives += weight;
    else tiedNegatives += weight;
    if (endsTie[last] === 0) continue;
    const ofPositive = (negativesBelow + tiedNegatives / 2) / negativeWeight;
    const ofNegative = (positiveWeight - positivesBelow - tiedPositives / 2) / positiveWeight;
    for (let place = first; place <= last; place++) {
      const row = rows[place] ?? 0;
      components[row] = isPositive[row] === 1 ? ofPositive : ofNegative;
    }
    first = last + 1;
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    tiedPositives = tiedNegatives = 0;
  }
  return components;
}

function meanOfPositives(
  components: Float64Array,
  isPositive: Uint8Array,
  weights: RowWeights,
  positiveWeight: number,
): number {
  let sum = 0;
  for (let row = 0; row < components.length; row++) {
    if (isPositive[row] === 1) sum += (components[row] ?? 0) * weightOf(weights, row);
  }
  return sum / positiveWeight;
}

/** What makes a class's mean of squares its sample variance. */
function unbiased(count: number): number {
  return count > 1 ? Math.sqrt(count / (count - 1)) : Number.NaN;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += (a[row] ?? 0) * (b[row] ?? 0);
  return sum;
}

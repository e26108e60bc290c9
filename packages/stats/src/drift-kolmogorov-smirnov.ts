import { orderScores, weightOf } from "./auc-order.ts";
import type { TwoSamples } from "./drift-bins.ts";

/**
 * Kolmogorov and Smirnov's statistic of two samples: how far apart their distribution functions are at most, from 0 to 1
 * (scipy.stats.ks_2samp). There is no p-value, as the usual one is of independent samples, which answers to the same inputs
 * are not. NaN where nothing weighs anything. O(n log n). Throws a RangeError for a NaN.
 */
export function kolmogorovSmirnov({ baseline, candidate, weights }: TwoSamples): number {
  const rows = baseline.length;
  const [was, is] = [orderScores(baseline).rows, orderScores(candidate).rows];
  const at = (values: Float64Array, row: number | undefined) => values[row ?? rows] ?? Number.NaN;
  let [i, j] = [0, 0];
  let [below, belowNow, apart] = [0, 0, 0];
  while (i < rows && j < rows) {
    const value = Math.min(at(baseline, was[i]), at(candidate, is[j]));
    for (; at(baseline, was[i]) === value; i++) below += weightOf(weights, was[i] ?? 0);
    for (; at(candidate, is[j]) === value; j++) belowNow += weightOf(weights, is[j] ?? 0);
    apart = Math.max(apart, Math.abs(below - belowNow));
  }
  // Where one sample has come to its end, the other only comes nearer.
  for (; i < rows; i++) below += weightOf(weights, was[i] ?? 0);
  return apart / below;
}

import { normalQuantile } from "@airworthy/stats";
import { rankTogether } from "./ranks.ts";
import { brentZero } from "./zero.ts";

/** How far the experiment's values lie above the control's, in their unit, and the ends of the interval. */
export interface Shift {
  readonly low: number;
  readonly estimate: number;
  readonly high: number;
}

/**
 * The shift between two samples by Mann and Whitney's test: the interval ends where the standardized rank sum, corrected for
 * ties and continuity, reaches the normal quantiles of `confidence` (strictly between 0 and 1), and the estimate is where it
 * is 0. The interval is that of R's wilcox.test(exact = FALSE, conf.int = TRUE); Kayenta corrects the estimate for continuity,
 * too. Both samples are sorted from the least up. Null where there is none: of an empty sample, where all values are tied,
 * or where their range is no finite number.
 */
export function mannWhitneyShift(experiment: Float64Array, control: Float64Array, confidence: number): Shift | null {
  const low = (experiment[0] ?? Number.NaN) - (control.at(-1) ?? Number.NaN);
  const high = (experiment.at(-1) ?? Number.NaN) - (control[0] ?? Number.NaN);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  const scoreAt = (shift: number) => standardizedRankSum(experiment, control, shift);
  const [atLow, atHigh] = [scoreAt(low), scoreAt(high)];
  if (!Number.isFinite(atLow) || !Number.isFinite(atHigh)) return null;
  const solve = (z: number) =>
    brentZero((shift) => scoreAt(shift) - z, { low, high, atLow: atLow - z, atHigh: atHigh - z });
  const endAt = (z: number) => {
    if (atLow <= z) return low;
    return atHigh >= z ? high : solve(z);
  };
  const z = normalQuantile((1 - confidence) / 2);
  return { low: endAt(-z), estimate: solve(0), high: endAt(z) };
}

/** How many standard errors the ranks of the experiment lie above what chance gives; no number where all values are tied. */
export function standardizedRankSum(experiment: Float64Array, control: Float64Array, shift: number): number {
  const n = experiment.length;
  const m = control.length;
  const { sum, ties } = rankTogether(experiment, control, shift);
  const excess = sum - (n * (n + 1)) / 2 - (n * m) / 2;
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  return (excess - Math.sign(excess) * 0.5) / Math.sqrt(variance);
}

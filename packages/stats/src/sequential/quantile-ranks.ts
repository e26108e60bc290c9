import { logBetaMixture } from "./beta-mixture.ts";
import { firstWhole } from "./bisect.ts";
import type { SequenceSettings } from "./settings.ts";

/** How many of the values may lie at or below the true quantile: both ends belong to it. */
export interface Ranks {
  readonly least: number;
  readonly most: number;
}

/**
 * All k for which the mixture of k values of `count` at or below the `p` quantile stays below `log`: the true number, ties broken
 * by chance, is outside at any look with a probability of e^-log at most (Howard and Ramdas, Sequential estimation of quantiles,
 * Bernoulli 28, 2022, theorem 1). Empty, least above most, where even the likeliest k is beyond.
 */
export function quantileRanks(count: number, p: number, log: number, settings: SequenceSettings): Ranks {
  const isWithin = (k: number) => logBetaMixture(k, count, p, settings) < log;
  // The mixture is convex in k, and least about count * p.
  const middle = Math.min(count, Math.max(0, Math.round(count * p)));
  const least = firstWhole(0, middle, isWithin);
  const most = firstWhole(middle, count, (k) => !isWithin(k)) - 1;
  return { least, most };
}

/** Throws a RangeError for a quantile that is not strictly between 0 and 1. */
export function checkQuantile(p: number): void {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile must be between 0 and 1; ${p} was given`);
}

import type { Interval } from "./proportion.ts";

/**
 * The percentile interval of a bootstrap: the quantiles of `draws` that leave (1 - confidence) / 2 on either side, with linear
 * interpolation between order statistics (Hyndman and Fan's type 7, the default of NumPy and R). Sorts `draws` in
 * place. Throws a RangeError for no draws, a NaN among them, or a confidence outside (0, 1].
 */
export function percentileInterval(draws: Float64Array, confidence: number): Interval {
  if (!(confidence > 0 && confidence <= 1))
    throw new RangeError(`a confidence must be above 0 and at most 1; ${confidence} was given`);
  sortDraws(draws);
  const outside = (1 - confidence) / 2;
  return { low: quantileOfSorted(draws, outside), high: quantileOfSorted(draws, 1 - outside) };
}

/** Sorts in place. Throws a RangeError where there is nothing to sort or a NaN among it. */
export function sortDraws(draws: Float64Array): void {
  if (draws.length === 0 || draws.some(Number.isNaN)) throw new RangeError("an interval needs draws, none of them NaN");
  draws.sort();
}

/** The quantile of `share` in [0, 1], by linear interpolation (type 7). */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below] ?? Number.NaN;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return lower + (upper - lower) * (position - below);
}

/**
 * The two-sided p-value of a bootstrap that the true difference is zero: twice the smaller share of draws on either
 * side of zero, zero itself counted on both and one added to counts and draws, so that it is never 0 (Davison and Hinkley,
 * Bootstrap Methods and their Application, 1997, section 4.4). It inverts the percentile interval.
 */
export function bootstrapPValue(draws: Float64Array): number {
  let atMostZero = 1;
  let atLeastZero = 1;
  for (const draw of draws) {
    if (!(draw > 0)) atMostZero++;
    if (!(draw < 0)) atLeastZero++;
  }
  return Math.min(1, (2 * Math.min(atMostZero, atLeastZero)) / (draws.length + 1));
}

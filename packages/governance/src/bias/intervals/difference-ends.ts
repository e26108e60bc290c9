import type { Ends } from "./ends.ts";

/** An estimate with its interval, and the resamples' values of it. */
export interface Estimated {
  readonly value: number;
  readonly ends: Ends;
  readonly draws: Float64Array;
}

/**
 * The interval of one estimate minus another on the same rows, from the intervals of both: their distances squared and added, less
 * what the two have in common, as method 10 of Newcombe has it for paired proportions (Statistics in Medicine 17, 1998).
 * As far as they vary apart, opposite ends meet; as far as they vary together, the same ends. Where distances are the same
 * up and down that is x^2 + y^2 - 2 r x y. So what chance alone adds to either of two gaps is known of their difference.
 */
export function differenceEnds(a: Estimated, b: Estimated): Ends {
  const shared = correlation(a.draws, b.draws);
  const estimate = a.value - b.value;
  const [fromA, fromB] = [distances(a), distances(b)];
  if (fromA === null || fromB === null) return { low: null, high: null };
  return {
    low: estimate - together({ own: fromA.below, opposite: fromB.above, same: fromB.below }, shared),
    high: estimate + together({ own: fromA.above, opposite: fromB.below, same: fromB.above }, shared),
  };
}

function distances({ value, ends: { low, high } }: Estimated): { below: number; above: number } | null {
  return low === null || high === null ? null : { below: value - low, above: high - value };
}

function together(
  { own, opposite, same }: { readonly own: number; readonly opposite: number; readonly same: number },
  shared: number,
): number {
  if (shared < 0) return Math.sqrt(own * own + opposite * opposite - 2 * shared * own * opposite);
  return Math.sqrt((1 - shared) * (own * own + opposite * opposite) + shared * (own - same) ** 2);
}

/** Pearson's, of the draws that are defined in both; 0 where either does not vary. */
function correlation(a: Float64Array, b: Float64Array): number {
  let n = 0;
  let meanA = 0;
  let meanB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let turn = 0; turn < a.length; turn++) {
    const x = a[turn] ?? Number.NaN;
    const y = b[turn] ?? Number.NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    n++;
    // Welford's updates, which do not cancel.
    const [fromA, fromB] = [x - meanA, y - meanB];
    meanA += fromA / n;
    meanB += fromB / n;
    squaresA += fromA * (x - meanA);
    squaresB += fromB * (y - meanB);
    products += fromA * (y - meanB);
  }
  const scale = Math.sqrt(squaresA * squaresB);
  return scale > 0 ? Math.min(1, Math.max(-1, products / scale)) : 0;
}

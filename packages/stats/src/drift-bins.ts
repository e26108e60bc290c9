import { type RowWeights, weightOf } from "./auc-order.ts";

/** What falls into each of a number of bins. */
export interface BinnedValues {
  readonly baseline: Float64Array;
  readonly candidate: Float64Array;
}

/** Two samples of a number, and what each of their rows weighs. */
export interface TwoSamples {
  readonly baseline: Float64Array;
  readonly candidate: Float64Array;
  /** Row i of both samples is of the same input, and weighs the same. */
  readonly weights: RowWeights;
}

/** With fewer, a baseline that is constant could not be told apart from a candidate below it. */
export const LEAST_BINS = 3;

/**
 * How much of each sample falls into bins of equal share of the baseline's rows, cut at its quantiles (linear between order
 * statistics, NumPy's default); the outer bins are open. A bin holds its upper cut. Where cuts fall together, so many rows
 * have that one value, it is a bin of its own: what moves off it is seen. `bins` is from LEAST_BINS, else a RangeError.
 */
export function quantileBins({ baseline, candidate, weights }: TwoSamples, bins: number): BinnedValues {
  if (!(bins >= LEAST_BINS)) throw new RangeError(`there must be at least ${LEAST_BINS} bins; ${bins} were given`);
  const sorted = baseline.slice().sort();
  const cuts = Float64Array.from({ length: bins - 1 }, (_, cut) => quantile(sorted, (cut + 1) / bins));
  return { baseline: binned(baseline, weights, cuts), candidate: binned(candidate, weights, cuts) };
}

function binned(values: Float64Array, weights: RowWeights, cuts: Float64Array): Float64Array {
  const bins = new Float64Array(cuts.length + 1);
  for (let row = 0; row < values.length; row++) {
    const bin = binOf(values[row] ?? 0, cuts);
    bins[bin] = (bins[bin] ?? 0) + weightOf(weights, row);
  }
  return bins;
}

/** The number of cuts below the value; between cuts that fall together on it, the bin that no other value can reach. */
function binOf(value: number, cuts: Float64Array): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return cuts[low] === value && cuts[low + 1] === value ? low + 1 : low;
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below] ?? Number.NaN;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return lower + (upper - lower) * (position - below);
}

import { orderScores } from "@airworthy/stats";

/** Some values in rising order, of which quantiles are taken again and again. */
export interface Ordered {
  /** The values, rising. */
  readonly values: Float64Array;
  /** Where each of them stood before. */
  readonly places: Uint32Array;
}

/** Puts values in order. Throws a RangeError for NaN. */
export function ordered(values: Float64Array): Ordered {
  const { rows } = orderScores(values);
  return { values: Float64Array.from(rows, (row) => values[row] ?? 0), places: rows };
}

/**
 * The quantile `q`, in [0, 1], as NumPy and R have it unless told otherwise (type 7 of Hyndman and Fan 1996): linear between
 * the two values next to place (n - 1) q. `counts` says how often each value (by its place before) is there, whole numbers;
 * null is once each. NaN of no values.
 */
export function quantileOf({ values, places }: Ordered, q: number, counts: ArrayLike<number> | null): number {
  const total = counts === null ? values.length : sumAt(places, counts);
  const place = (total - 1) * q;
  const low = Math.floor(place);
  if (counts === null) return between(values[low], values[low + 1], place - low);
  let reached = 0;
  let below = Number.NaN;
  for (let index = 0; index < values.length; index++) {
    const count = counts[places[index] ?? 0] ?? 0;
    if (count === 0) continue;
    // The next value that is there, where place `low` was the last of those before.
    if (reached > low) return between(below, values[index], place - low);
    reached += count;
    below = values[index] ?? Number.NaN;
    if (reached > low + 1) return below;
  }
  return below;
}

/**
 * The quantile `q` of values that weigh as much as `weights` says: the least value up to which there is a share of more than q
 * of the weight, or the mean of it and the value before where that share is q exactly (averaged inverse of the distribution,
 * type 2). Half of it is scikit-learn's weighted median. NaN where nothing weighs anything.
 */
export function weightedQuantileOf({ values, places }: Ordered, q: number, weights: ArrayLike<number>): number {
  const wanted = q * sumAt(places, weights);
  let reached = 0;
  let before = Number.NaN;
  for (let index = 0; index < values.length; index++) {
    const weight = weights[places[index] ?? 0] ?? 0;
    if (weight === 0) continue;
    const value = values[index] ?? 0;
    if (reached > 0 && reached === wanted) return between(before, value, 1 / 2);
    reached += weight;
    if (reached > wanted) return value;
    before = value;
  }
  return before;
}

/** The second value may be missing: the first was the last. */
function between(below = Number.NaN, above = below, share: number): number {
  return share === 0 || above === below ? below : below + share * (above - below);
}

function sumAt(places: Uint32Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < places.length; index++) sum += weights[places[index] ?? 0] ?? 0;
  return sum;
}

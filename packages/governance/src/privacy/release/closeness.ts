import type { ClassValues } from "./class-values.ts";

/** The earth mover's distance of a class from the table. */
export type ClosenessOf = (of: ClassValues) => number;

/**
 * With all values equally far apart, half of the sum of the differences of the shares; with ordered values 0 … m - 1, the sum of the
 * differences of the cumulative shares over m - 1 (Li, Li and Venkatasubramanian 2007, section 5; pycanon's t_closeness). Only
 * the class's own values are walked: what lies between two of them is taken from sums made once.
 */
export function createClosenessOf(shares: Float64Array, isOrdered: boolean): ClosenessOf {
  if (!isOrdered) return (of) => equalDistance(shares, of);
  const cumulative = new Float64Array(shares.length);
  /** sums[i]: of the cumulative shares before the i-th. */
  const sums = new Float64Array(shares.length + 1);
  let before = 0;
  for (let value = 0; value < shares.length; value++) {
    before += shares[value] ?? 0;
    cumulative[value] = before;
    sums[value + 1] = (sums[value] ?? 0) + before;
  }
  return (of) => orderedDistance(cumulative, sums, of);
}

/** What is more on one side is less on the other: half of the sum is that of where the class has more. */
function equalDistance(shares: Float64Array, { size, values, counts }: ClassValues): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    sum += Math.max(0, (counts[index] ?? 0) / size - (shares[values[index] ?? 0] ?? 0));
  }
  return sum;
}

function orderedDistance(cumulative: Float64Array, sums: Float64Array, { size, values, counts }: ClassValues): number {
  if (cumulative.length < 2) return 0;
  let sum = 0;
  let level = 0;
  let from = 0;
  for (let index = 0; index <= values.length; index++) {
    const to = values[index] ?? cumulative.length;
    sum += distanceBetween(cumulative, sums, level, from, to);
    level += (counts[index] ?? 0) / size;
    from = to;
  }
  return sum / (cumulative.length - 1);
}

/** The sum of |level - cumulative[i]| for from <= i < to: the cumulative shares rise, and cross the level once. */
function distanceBetween(
  cumulative: Float64Array,
  sums: Float64Array,
  level: number,
  from: number,
  to: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] ?? 0) < level) low = middle + 1;
    else high = middle;
  }
  const atLow = sums[low] ?? 0;
  return level * (low - from - (to - low)) + (sums[from] ?? 0) + (sums[to] ?? 0) - 2 * atLow;
}

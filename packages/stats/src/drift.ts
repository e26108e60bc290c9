/** What a share below this counts as in PSI, so that an empty bin is a large change and not an infinite one. */
export const LEAST_SHARE = 1e-4;

/**
 * The population stability index: the sum over bins of (q - p) ln(q / p), from 0. `expected` and `actual` are counts or
 * weights by bin, at least 0; shares under LEAST_SHARE count as that. NaN where either sums to 0.
 */
export function populationStabilityIndex(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  const [expectedSum, actualSum] = [sumOf(expected), sumOf(actual)];
  if (expectedSum === 0 || actualSum === 0) return Number.NaN;
  let index = 0;
  for (let bin = 0; bin < Math.max(expected.length, actual.length); bin++) {
    const p = Math.max((expected[bin] ?? 0) / expectedSum, LEAST_SHARE);
    const q = Math.max((actual[bin] ?? 0) / actualSum, LEAST_SHARE);
    index += (q - p) * Math.log(q / p);
  }
  return index;
}

/**
 * The Jensen-Shannon distance, from 0 (alike) to 1 (nothing in common): the square root of the divergence in bits, as
 * scipy.spatial.distance.jensenshannon with base 2 (Endres and Schindelin, IEEE Transactions on Information Theory 49,
 * 2003). `a` and `b` are counts or weights by bin, at least 0. NaN where either sums to 0.
 */
export function jensenShannonDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [aSum, bSum] = [sumOf(a), sumOf(b)];
  if (aSum === 0 || bSum === 0) return Number.NaN;
  let divergence = 0;
  for (let bin = 0; bin < Math.max(a.length, b.length); bin++) {
    const [p, q] = [(a[bin] ?? 0) / aSum, (b[bin] ?? 0) / bSum];
    const middle = (p + q) / 2;
    divergence += relativeEntropy(p, middle) + relativeEntropy(q, middle);
  }
  // Rounding may leave a hair under 0 or over 1.
  return Math.sqrt(Math.min(1, Math.max(0, divergence / 2)));
}

function relativeEntropy(p: number, middle: number): number {
  return p > 0 ? p * Math.log2(p / middle) : 0;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  return sum;
}

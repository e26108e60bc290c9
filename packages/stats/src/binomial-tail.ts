import { binomialProbability } from "./binomial.ts";

/** A term this much smaller than the sum changes none of its digits, nor do all that follow. */
const NEGLIGIBLE = Number.EPSILON / 8;

/**
 * The probability of at least `k` successes in `n` trials of probability `p`. Whole numbers 0 <= k <= n, p in [0, 1]. The larger
 * terms are next to the mean: the tail that does not hold it is summed outwards from `k`, so that a small one keeps its digits.
 */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (p === 0 || p === 1) return p;
  if (k > n * p) return sumOutwards(k, n, p);
  return 1 - sumOutwards(n - k + 1, n, 1 - p);
}

/** The smallest count that at least a share `p` of the binomial distribution does not exceed. */
export function binomialQuantile(share: number, n: number, p: number): number {
  // By Chebyshev nothing below this start holds `share`; the walk adds each probability once.
  const start = Math.max(0, Math.floor(n * p - Math.sqrt((n * p * (1 - p)) / share)) - 1);
  let below = start === 0 ? 0 : 1 - binomialUpperTail(start, n, p);
  for (let count = start; count < n; count++) {
    below += binomialProbability(count, n, p);
    if (below >= share) return count;
  }
  return n;
}

/** P(at least k) for k above the mean: each term from the one before. */
function sumOutwards(k: number, n: number, p: number): number {
  if (k > n) return 0;
  const odds = p / (1 - p);
  let term = binomialProbability(k, n, p);
  let sum = term;
  for (let count = k; count < n && term > sum * NEGLIGIBLE; count++) {
    term *= ((n - count) / (count + 1)) * odds;
    sum += term;
  }
  return sum;
}

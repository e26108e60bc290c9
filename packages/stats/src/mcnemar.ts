import { binomialProbability } from "./binomial.ts";

/** Up to here p is an exact fraction of whole numbers, rounded once; above, relative error stays under 1e-12. */
const EXACT_PAIRS = 1000;

/**
 * McNemar's exact test: the two-sided p-value that the discordant pairs split as unevenly as they do if each falls to
 * either side with probability 1/2, twice the smaller binomial tail and at most 1. `onlyBaseline` counts the pairs that
 * only the baseline got right, `onlyCandidate` those that only the candidate did; whole numbers, else a RangeError.
 * Compare it with alpha by `<=`. Tails are summed, never 1 - cdf, so p keeps its digits down to 1e-308; a p below 5e-324, the
 * least that a double holds, is 0.
 */
export function mcnemarExact(onlyBaseline: number, onlyCandidate: number): number {
  for (const count of [onlyBaseline, onlyCandidate]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is not a count of pairs`);
  }
  const pairs = onlyBaseline + onlyCandidate;
  const fewer = Math.min(onlyBaseline, onlyCandidate);
  if (pairs - 2 * fewer <= 1) return 1;
  const tail = pairs <= EXACT_PAIRS ? exactTail(fewer, pairs) : summedTail(fewer, pairs);
  return Math.min(1, 2 * tail);
}

/** P(X <= k) for X binomial(n, 1/2) as one fraction: the sum of C(n, i) over 2^n. */
function exactTail(k: number, n: number): number {
  let coefficient = 1n;
  let sum = 1n;
  for (let i = 1; i <= k; i++) {
    coefficient = (coefficient * BigInt(n - i + 1)) / BigInt(i);
    sum += coefficient;
  }
  return Number(sum) * 2 ** -n;
}

/** The same from its largest term downwards, until terms no longer count. */
function summedTail(k: number, n: number): number {
  let term = 1;
  let sum = 1;
  for (let i = k; i > 0 && term > (sum * Number.EPSILON) / 8; i--) {
    term *= i / (n - i + 1);
    sum += term;
  }
  return sum * binomialProbability(k, n, 0.5);
}

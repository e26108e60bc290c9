import { deviance, stirlingError } from "./stirling.ts";

/**
 * The probability of `k` successes in `n` trials of probability `p`, by Loader's saddle-point expansion (Fast and
 * Accurate Computation of Binomial Probabilities, 2000): full relative precision far into the tails, where the
 * logarithms of factorials cancel. `k` and `n` are whole with 0 <= k <= n, `p` in [0, 1], else a RangeError.
 */
export function binomialProbability(k: number, n: number, p: number): number {
  const whole = Number.isSafeInteger(k) && Number.isSafeInteger(n) && k >= 0 && k <= n;
  if (!whole || !(p >= 0 && p <= 1)) throw new RangeError(`no binomial has ${k} of ${n} at probability ${p}`);
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  const correction = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  // Apart, since the rounding of an exponent grows with it, and their sum's would be added.
  const factor = Math.exp(-deviance(k, n * p)) * Math.exp(-deviance(n - k, n * (1 - p)));
  return factor * Math.exp(correction) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

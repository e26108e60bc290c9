import type { Random } from "./random.ts";
import { stirlingError } from "./stirling.ts";

/** Below this mean, counting up from zero is quicker than rejection; Hörmann's method needs at least 10. */
const INVERSION_MEAN = 10;

/**
 * A draw from the binomial distribution of `n` trials (a whole number of at least 0) with probability `p` in [0, 1], else a
 * RangeError. Exact, not a normal approximation: inversion where the mean is small, else Hörmann's BTRS (The
 * generation of binomial random variates, Journal of Statistical Computation and Simulation 46, 1993).
 */
export function sampleBinomial(n: number, p: number, random: Random): number {
  if (!Number.isSafeInteger(n) || n < 0 || !(p >= 0 && p <= 1)) {
    throw new RangeError(`no binomial has ${n} trials at probability ${p}`);
  }
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) return n - sampleBinomial(n, 1 - p, random);
  return n * p < INVERSION_MEAN ? byInversion(n, p, random) : byRejection(n, p, random);
}

/** The first k whose cumulative probability exceeds a uniform number. */
function byInversion(n: number, p: number, random: Random): number {
  const odds = p / (1 - p);
  const none = Math.exp(n * Math.log1p(-p));
  for (;;) {
    let left = random.next();
    let probability = none;
    for (let k = 0; k <= n; k++) {
      if (left < probability) return k;
      left -= probability;
      probability *= ((n - k) / (k + 1)) * odds;
    }
    // Rounding left the sum just under 1 and the number above it: draw again.
  }
}

/** BTRS: transformed rejection with a squeeze, under the names of the paper. */
function byRejection(n: number, p: number, random: Random): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const odds = p / (1 - p);
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= squeeze) return k;
    if (!(k >= 0 && k <= n)) continue;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    if (height <= logRatio(k, mode, n, odds)) return k;
  }
}

/** ln(f(k) / f(mode)) of the binomial probabilities f; ln k! by Stirling's formula at k + 1 with its exact error. */
function logRatio(k: number, mode: number, n: number, odds: number): number {
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
    (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
    (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
    stirlingError(mode + 1) +
    stirlingError(n - mode + 1) -
    stirlingError(k + 1) -
    stirlingError(n - k + 1)
  );
}

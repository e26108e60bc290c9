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
  const exponent = correction - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** ln(n!) - ln(sqrt(2 pi n) (n/e)^n): what Stirling's formula leaves out. */
export function stirlingError(n: number): number {
  const exact = STIRLING_ERRORS[n];
  if (exact !== undefined) return exact;
  const n2 = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / n2) / n2) / n2) / n2) / n;
}

/** Loader's bd0: x ln(x/m) + m - x, without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = difference / (x + m);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; ; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/** For 0 to 15, where the series is not yet exact; from the definition, to a double’s precision (values of Loader’s table). */
const STIRLING_ERRORS = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
];

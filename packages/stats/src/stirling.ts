/** From here on the series of `stirlingError` is exact to a double's precision. */
const SERIES_FROM = 16;

/**
 * ln(Γ(x + 1)) - ln(sqrt(2 pi x) (x/e)^x): what Stirling's formula leaves out. `x` is 0 or above, or a RangeError; of 0, by
 * convention, 0. Whole numbers under 16 come from a table; others there from the recurrence that Γ(x + 1) = x Γ(x) gives.
 */
export function stirlingError(x: number): number {
  // A number that is no index would be looked up by its name, slowly.
  const exact = Number.isInteger(x) ? STIRLING_ERRORS[x] : undefined;
  if (exact !== undefined) return exact;
  if (!(x > 0)) throw new RangeError(`Stirling's formula needs a number of 0 or above; ${x} was given`);
  let shift = 0;
  let y = x;
  for (; y < SERIES_FROM; y++) shift += (y + 0.5) * Math.log1p(1 / y) - 1;
  const y2 = y * y;
  return shift + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / y2) / y2) / y2) / y2) / y;
}

/** Loader's bd0: x ln(x/m) + m - x for positive x and m, without cancellation where x is near m. */
export function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) {
    // Of a quotient above 1 the logarithm is surer by its excess: the quotient's own rounding weighs less.
    return x * (x > m ? Math.log1p(difference / m) : Math.log(x / m)) - difference;
  }
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

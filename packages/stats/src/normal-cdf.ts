/** Up to here the series, which loses the digits that 1/2 and the tail have apart: fewer than two. */
const SERIES_UP_TO = 2;
/** Beyond, the continued fraction is exact to a double's precision with this many levels; counted at 2, where it is slowest. */
const LEVELS = 90;

/**
 * The standard normal distribution function: the share below `z`, which may be infinite; NaN is a RangeError. The lower tail
 * is worked out as such, never as 1 - something, so that it keeps its digits down to 1e-308: take an upper tail as normalCdf(-z).
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError("no share of the normal distribution lies below NaN");
  return z < 0 ? upperTail(-z) : 1 - upperTail(z);
}

/** The share above z >= 0: by the series of erf (Abramowitz and Stegun 26.2.11), or Laplace's continued fraction (26.2.14). */
function upperTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z >= SERIES_UP_TO) {
    let fraction = z;
    for (let level = LEVELS; level > 0; level--) fraction = z + level / fraction;
    return density / fraction;
  }
  let term = z;
  let sum = z;
  for (let k = 3; term > sum * Number.EPSILON; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 - density * sum;
}

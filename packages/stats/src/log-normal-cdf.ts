import { normalCdf } from "./normal-cdf.ts";

/** Below, the distribution function itself runs out of doubles. */
const ASYMPTOTIC_BELOW = -30;

const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

/**
 * ln of the standard normal distribution function, at any distance, the infinities included: by Abramowitz and Stegun 26.2.12
 * where it is too small itself. NaN is a RangeError.
 */
export function logNormalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError("no share of the normal distribution lies below NaN");
  if (z > 0) return Math.log1p(-normalCdf(-z));
  if (z >= ASYMPTOTIC_BELOW) return Math.log(normalCdf(z));
  const w = 1 / (z * z);
  return (-z * z) / 2 - Math.log(-z) - LOG_ROOT_TWO_PI + Math.log1p(-w * (1 - w * (3 - w * (15 - w * 105))));
}

import { normalCdf } from "@airworthy/stats";

/** Below, the distribution function itself runs out of doubles. */
const ASYMPTOTIC_BELOW = -30;

const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

/** ln of the standard normal distribution function, at any distance: by Abramowitz and Stegun 26.2.12 where it is too small itself. */
export function logNormalCdf(z: number): number {
  if (z > 6) return Math.log1p(-normalCdf(-z));
  if (z >= ASYMPTOTIC_BELOW) return Math.log(normalCdf(z));
  const w = 1 / (z * z);
  return (-z * z) / 2 - Math.log(-z) - LOG_ROOT_TWO_PI + Math.log1p(-w * (1 - w * (3 - w * (15 - w * 105))));
}

import { logNormalCdf, normalCdf } from "@airworthy/stats";

/** Azzalini's skew-normal distribution: density 2/scale phi(z) Phi(shape z) of z = (x - location) / scale. */
export interface SkewNormal {
  readonly shape: number;
  readonly location: number;
  readonly scale: number;
}

const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

/** The step and reach of the quadrature: halving the one or widening the other changes no digit that counts. */
const STEP = 1 / 32;
const FIRST = -5 / STEP;
const LAST = 5 / STEP;

export function skewNormalLogDensity(x: number, { shape, location, scale }: SkewNormal): number {
  const z = (x - location) / scale;
  return Math.LN2 - Math.log(scale) - (z * z) / 2 - LOG_ROOT_TWO_PI + logNormalCdf(shape * z);
}

/** The share below `x`. A lower tail keeps its digits down to 1e-300, which exposure needs. */
export function skewNormalCdf(x: number, { shape, location, scale }: SkewNormal): number {
  const z = (x - location) / scale;
  // Turned about, the upper tail is a lower one.
  return z <= 0 ? lowerTail(z, shape) : 1 - lowerTail(-z, -shape);
}

/**
 * The integral of 2 phi(t) Phi(shape t) for t up to z <= 0: t = z - s with s = exp(u - exp(-u)), which crowds points where s is small,
 * so that the trapezoid rule takes any width of the density alike (double exponential, Takahasi and Mori 1974).
 */
function lowerTail(z: number, shape: number): number {
  let sum = 0;
  for (let index = FIRST; index <= LAST; index++) {
    const u = index * STEP;
    const inner = Math.exp(-u);
    const s = Math.exp(u - inner);
    const t = z - s;
    const weight = s * (1 + inner);
    if (weight > 0) sum += weight * 2 * Math.exp((-t * t) / 2 - LOG_ROOT_TWO_PI) * normalCdf(shape * t);
  }
  return Math.min(1, sum * STEP);
}

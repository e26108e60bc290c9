import { betaKernel, incompleteBeta } from "./incomplete-beta.ts";
import { normalQuantile } from "./normal.ts";
import { normalCdf } from "./normal-cdf.ts";

/** Newton's method on logarithms doubles its digits each step; it stops where the next would change none that count. */
const LEAST_STEP = 1e-14;
/** Four to eight are taken. */
const MOST_STEPS = 100;
/** From so many degrees of freedom on the distribution is the normal one to a double's precision. */
const NORMAL_FROM = 1e20;
/** A t whose square a double still holds with all its digits. */
const FARTHEST = 1e150;

/**
 * The two-sided p-value of `t`: the share of Student's distribution at least as far from 0. Degrees of freedom are positive, may be
 * fractional, and infinite for the normal distribution, else a RangeError. Relative error is under 1e-12, in far tails too.
 */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  check(t, degreesOfFreedom);
  if (degreesOfFreedom >= NORMAL_FROM) return 2 * normalCdf(-Math.abs(t));
  const { x, y } = shares(t, degreesOfFreedom);
  return incompleteBeta(x, y, degreesOfFreedom / 2, 0.5);
}

/**
 * The share of Student's distribution below `t`; an upper tail keeps its digits as studentTCdf(-t). Throws as
 * studentTwoSided does.
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  const tail = studentTwoSided(t, degreesOfFreedom) / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * The quantile of Student's distribution: the t below which a share `p` in [0, 1] lies, the infinities for 0 and 1 and
 * beyond 1e150. Throws a RangeError for other `p`, and as studentTwoSided does.
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  check(0, degreesOfFreedom);
  const z = normalQuantile(p);
  if (z === 0 || !Number.isFinite(z) || degreesOfFreedom >= NORMAL_FROM) return z;
  const distance = positiveQuantile(p, degreesOfFreedom, Math.abs(z));
  return z < 0 ? -distance : distance;
}

/**
 * The t above 0 that leaves as much on either side as `p` does, by Newton's method on ln t. It starts at the normal
 * quantile `z`, which lies nearer to 0, and solves for the smaller of the tails and the centre: neither then cancels.
 */
function positiveQuantile(p: number, degreesOfFreedom: number, z: number): number {
  const tails = 2 * Math.min(p, 1 - p);
  const isTail = tails <= 0.5;
  const target = isTail ? tails : Math.abs(2 * p - 1);
  const a = degreesOfFreedom / 2;
  let t = z;
  for (let count = 0; count < MOST_STEPS; count++) {
    const { x, y } = shares(t, degreesOfFreedom);
    const share = isTail ? incompleteBeta(x, y, a, 0.5) : incompleteBeta(y, x, 0.5, a);
    // The share's derivative by ln t is twice the kernel, downwards for the tails.
    const step = (Math.log(share / target) * share) / (2 * betaKernel(x, y, a, 0.5));
    t *= Math.exp(isTail ? step : -step);
    if (t > FARTHEST) return Number.POSITIVE_INFINITY;
    if (Math.abs(step) <= LEAST_STEP) break;
  }
  return t;
}

/** x = df / (df + t^2) and y = 1 - x, each with all its digits. */
function shares(t: number, degreesOfFreedom: number): { x: number; y: number } {
  const ratio = t / Math.sqrt(degreesOfFreedom);
  const square = ratio * ratio;
  return { x: 1 / (1 + square), y: square <= 1 ? square / (1 + square) : 1 / (1 + 1 / square) };
}

function check(t: number, degreesOfFreedom: number): void {
  if (Number.isNaN(t) || !(degreesOfFreedom > 0)) {
    throw new RangeError(`Student's distribution has no ${t} at ${degreesOfFreedom} degrees of freedom`);
  }
}

import { deviance, stirlingError } from "./stirling.ts";

/**
 * The regularised incomplete beta function I_x(a, b), in [0, 1]: the share below x of the beta distribution. `a` and
 * `b` are positive and finite. `x` and `y` = 1 - x are given apart, so that neither loses its digits where it is small.
 * The continued fraction is that of DiDonato and Morris (ACM Transactions on Mathematical Software 18, 1992, BFRAC).
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (!(x >= 0 && y >= 0 && a > 0 && b > 0)) throw new RangeError(`no beta distribution has ${x}, ${a}, ${b}`);
  if (x === 0 || y === 0) return x === 0 ? 0 : 1;
  const height = betaKernel(x, y, a, b);
  // Each fraction converges fast on its side of the mean alone.
  if (x * (a + b + 2) < a + 1) return height / continuedFraction(x, y, a, b);
  return 1 - height / continuedFraction(y, x, b, a);
}

/** x^a y^b / B(a, b), with Loader's deviances in place of powers and gamma functions that cancel. */
export function betaKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(correction - deviance(a, n * x) - deviance(b, n * y));
}

/** Its numerators and denominators are positive or free of cancellation; by Lentz's method, as ratios of convergents. */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  const distance = a * y - b * x;
  let value = (a * (distance + 1)) / (a + 1);
  let above = value;
  let below = 0;
  for (let m = 1; ; m++) {
    const mid = a + 2 * m - 1;
    const numerator = ((a + m - 1) / mid) * ((a + b + m - 1) / mid) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / mid + ((a + m) * (distance + 1 + m * (1 + y))) / (mid + 2);
    above = denominator + numerator / above;
    below = 1 / (denominator + numerator * below);
    const step = above * below;
    value *= step;
    if (Math.abs(step - 1) <= Number.EPSILON) return value;
  }
}

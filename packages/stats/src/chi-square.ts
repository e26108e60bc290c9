import { deviance, stirlingError } from "./stirling.ts";

/**
 * The share of the chi-square distribution of so many degrees of freedom that lies above `statistic`: the p-value of a
 * chi-square test. The statistic is 0 or above, the degrees a whole number from 1, else a RangeError. Of the regularised
 * incomplete gamma function, the series below the mean and Legendre's continued fraction above it (Abramowitz and Stegun
 * 6.5.29 and 6.5.31).
 */
export function chiSquareUpper(statistic: number, degreesOfFreedom: number): number {
  if (!(statistic >= 0) || !Number.isSafeInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`no chi-square of ${degreesOfFreedom} degrees of freedom is ${statistic}`);
  }
  if (statistic === 0) return 1;
  if (statistic === Number.POSITIVE_INFINITY) return 0;
  const a = degreesOfFreedom / 2;
  const x = statistic / 2;
  // x^a e^-x / Γ(a + 1), with Loader's deviance in place of powers that cancel.
  const height = Math.exp(-deviance(a, x) - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
  return x < a + 1 ? 1 - height * series(a, x) : height * a * continuedFraction(a, x);
}

/** 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + … */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1/(x + 1 - a - 1(1 - a)/(x + 3 - a - …)), by Lentz's method, as ratios of convergents. */
function continuedFraction(a: number, x: number): number {
  let denominator = x + 1 - a;
  let above = Number.POSITIVE_INFINITY;
  let below = 1 / denominator;
  let value = below;
  for (let n = 1; ; n++) {
    const numerator = n * (a - n);
    denominator += 2;
    below = 1 / (denominator + numerator * below);
    above = denominator + numerator / above;
    const step = above * below;
    value *= step;
    if (Math.abs(step - 1) <= Number.EPSILON) return value;
  }
}

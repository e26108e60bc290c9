import { type Arm, difference, type Estimate } from "./arm.ts";

/** Both versions in one step of a rollout, or in one group of users. */
export interface Stratum {
  readonly candidate: Arm;
  readonly baseline: Arm;
}

/**
 * Candidate minus baseline within each stratum, put together by Cochran's weights, units n m / (n + m) of each (Some methods for
 * strengthening the common chi-squared tests, Biometrics 10, 1954). With the steps of a rollout as strata, a mean that changes with
 * time is not mistaken for a difference when the share changes (Simpson's paradox). Weights by counts alone, never by estimated
 * variances, which go with the values. A stratum without units of either version does not count; one whose error is unknown makes
 * that of all unknown. The clocks add up.
 */
export function stratifiedDifference(strata: readonly Stratum[]): Estimate {
  let [weights, estimate, squaredError, units] = [0, 0, 0, 0];
  for (const { candidate, baseline } of strata) {
    if (candidate.units === 0 || baseline.units === 0) continue;
    const weight = (candidate.units * baseline.units) / (candidate.units + baseline.units);
    const within = difference(candidate, baseline);
    weights += weight;
    estimate += weight * within.estimate;
    squaredError += weight ** 2 * within.squaredError;
    units += within.units;
  }
  const isKnown = weights > 0 && Number.isFinite(squaredError);
  if (!isKnown) return { estimate: estimate / weights, squaredError: Number.POSITIVE_INFINITY, units: 0 };
  return { estimate: estimate / weights, squaredError: squaredError / weights ** 2, units };
}

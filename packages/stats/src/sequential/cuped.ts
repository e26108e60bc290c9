import type { Arm } from "./arm.ts";
import { covarianceOf, otherOf, type PairSums, varianceOf } from "./unit-sums.ts";

/** Both versions after the adjustment, for `difference`. */
export interface AdjustedArms {
  readonly candidate: Arm;
  readonly baseline: Arm;
  /** What the other number is multiplied with before it is taken off. */
  readonly theta: number;
}

/**
 * CUPED (Deng, Xu, Kohavi and Walker, Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data,
 * WSDM 2013): each unit's value less theta times what it was before the rollout, theta being the slope within the versions
 * together. The other number is centred at the mean of all, so that values stay near their own. The other number must be settled
 * before a unit's assignment, or the candidate may have moved it. Without any variance of it nothing is adjusted. Throws as
 * covarianceOf.
 */
export function adjustByCovariate(candidate: PairSums, baseline: PairSums): AdjustedArms {
  const theta = slope([candidate, baseline]);
  const centre = (candidate.otherSum + baseline.otherSum) / (candidate.units + baseline.units);
  return { candidate: adjusted(candidate, theta, centre), baseline: adjusted(baseline, theta, centre), theta };
}

function slope(arms: readonly PairSums[]): number {
  let products = 0;
  let squares = 0;
  for (const arm of arms) {
    if (arm.units < 2) continue;
    products += (arm.units - 1) * covarianceOf(arm);
    squares += (arm.units - 1) * varianceOf(otherOf(arm));
  }
  return squares > 0 ? products / squares : 0;
}

function adjusted(sums: PairSums, theta: number, centre: number): Arm {
  const { units, sum, otherSum } = sums;
  const value = sum / units - theta * (otherSum / units - centre);
  if (units < 2) return { value, unitVariance: Number.POSITIVE_INFINITY, units };
  const spread = varianceOf(sums) - 2 * theta * covarianceOf(sums) + theta ** 2 * varianceOf(otherOf(sums));
  return { value, unitVariance: Math.max(0, spread), units };
}

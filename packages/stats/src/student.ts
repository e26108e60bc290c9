import { checkConfidence } from "./confidence.ts";
import type { Interval } from "./proportion.ts";
import { studentTQuantile, studentTwoSided } from "./student-distribution.ts";

/** A number from a sample, and how sure it is. */
export interface SampleEstimate {
  readonly estimate: number;
  /** In the estimate's own units, at least 0. */
  readonly standardError: number;
  /** Above 0, may be fractional; infinite where the error is known. */
  readonly degreesOfFreedom: number;
}

/**
 * Student's t: the two-sided p-value that the true value is zero, and the interval of it. Without any error, p is 1 for
 * an estimate of 0 and else 0, and the interval is the estimate alone. Throws a RangeError for NaN, an infinite
 * estimate, a negative error, no degrees of freedom, or a confidence that is not between 0 and 1.
 */
export function studentTest(sample: SampleEstimate, confidence: number): Interval & { readonly pValue: number } {
  const { estimate, standardError, degreesOfFreedom } = sample;
  if (!Number.isFinite(estimate) || !(standardError >= 0)) {
    throw new RangeError(`an estimate of ${estimate} with a standard error of ${standardError} cannot be tested`);
  }
  checkConfidence(confidence);
  const quantile = -studentTQuantile((1 - confidence) / 2, degreesOfFreedom);
  if (standardError === 0) return { pValue: estimate === 0 ? 1 : 0, low: estimate, high: estimate };
  const pValue = studentTwoSided(estimate / standardError, degreesOfFreedom);
  return { pValue, low: estimate - quantile * standardError, high: estimate + quantile * standardError };
}

/**
 * The difference of the means of two independent samples, A minus B, by Welch (The generalization of Student's problem,
 * Biometrika 34, 1947), for studentTest: sample variances (of n - 1), and numbers of observations of at least 2, else a
 * RangeError. Without any variance the degrees of freedom are those of equal ones.
 */
export function welch(
  meanA: number,
  varianceA: number,
  nA: number,
  meanB: number,
  varianceB: number,
  nB: number,
): SampleEstimate {
  if (!(nA >= 2 && nB >= 2 && varianceA >= 0 && varianceB >= 0)) {
    throw new RangeError(`variances ${varianceA} of ${nA} and ${varianceB} of ${nB} cannot be compared`);
  }
  const a = varianceA / nA;
  const b = varianceB / nB;
  const share = a / (a + b);
  const degreesOfFreedom = a + b > 0 ? 1 / (share ** 2 / (nA - 1) + (1 - share) ** 2 / (nB - 1)) : nA + nB - 2;
  return { estimate: meanA - meanB, standardError: Math.sqrt(a + b), degreesOfFreedom };
}

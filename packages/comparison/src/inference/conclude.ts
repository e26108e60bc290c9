import { studentTest } from "@airworthy/stats";
import type { Estimate, Method } from "./estimate-types.ts";

/** Two values whose difference is within this share of them are equal but for rounding: a row of the largest table weighs more. */
const RELATIVE_ROUNDING = 1e-12;

/** Squares of numbers as small as this are 0 to a double, and with them any standard error. */
const LEAST_SQUARED = 1e-140;

/** Stands in for full confidence, of which the interval has no ends, to have the p-value. */
const ANY_CONFIDENCE = 0.95;

/** A metric on both sides; the baseline's is null where there is none. */
export interface Values {
  readonly candidate: number;
  readonly baseline: number | null;
  /** The standard error of the candidate's value alone. */
  readonly standardError: number | null;
}

/** Candidate minus baseline; exactly 0 where they differ by rounding alone. */
export function differenceOf(candidate: number, baseline: number): number {
  const difference = candidate - baseline;
  const size = Math.max(Math.abs(candidate), Math.abs(baseline));
  return Math.abs(difference) <= RELATIVE_ROUNDING * size ? 0 : difference;
}

/** Values of which no difference can be had: no baseline, or a side on which the metric is not defined. */
export function withoutDifference(values: Values): Estimate {
  const standardError = finiteOrNull(values.standardError);
  return { ...values, standardError, difference: null, pValue: null, interval: null, test: null, resamples: 0 };
}

/** A difference of which nothing tells how sure it is; of values beyond the largest double there is none. */
export function withoutInterval(values: Values, estimate: number): Estimate {
  if (!Number.isFinite(estimate)) return withoutDifference(values);
  const difference = { estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return { ...withoutDifference(values), difference };
}

/** How sure a difference is, by its standard error. */
export interface Sureness {
  readonly standardError: number;
  /** What varied independently: rows, or clusters. */
  readonly units: number;
  /** Infinity for the normal distribution. */
  readonly degreesOfFreedom: number;
  /** Of the interval and the test. */
  readonly method: Method;
  readonly confidence: number;
}

/**
 * The interval and the two-sided p-value of a difference over its standard error, by Student's t. Where all units differ by exactly the same, the
 * standard error is 0 and p would be 0 however few they are; then p is that of flipping their signs, 2^(1 - units), the least
 * that so many units can have.
 */
export function fromStandardError(values: Values, estimate: number, sureness: Sureness): Estimate {
  const { standardError, units, degreesOfFreedom, method, confidence } = sureness;
  const size = Math.abs(estimate);
  const isMeasured = Number.isFinite(size + standardError) && (size === 0 || size > LEAST_SQUARED);
  if (units < 2 || !isMeasured) return withoutInterval(values, estimate);
  const isConstant = standardError <= RELATIVE_ROUNDING * size;
  const { pValue, ...ends } = studentTest(
    { estimate, standardError: isConstant ? 0 : standardError, degreesOfFreedom },
    confidence < 1 ? confidence : ANY_CONFIDENCE,
  );
  return {
    ...withoutInterval(values, estimate),
    ...(confidence < 1 && { difference: { estimate, low: ends.low, high: ends.high } }),
    pValue: isConstant && estimate !== 0 ? Math.max(pValue, 2 ** (1 - units)) : pValue,
    interval: method,
    test: method,
  };
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

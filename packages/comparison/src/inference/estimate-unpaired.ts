import { fisherExact, newcombeDifference, welch } from "@airworthy/stats";
import { differenceOf, fromStandardError, type Values, withoutDifference, withoutInterval } from "./conclude.ts";
import type { Estimate } from "./estimate-types.ts";

/** All that is known of a version whose rows are not at hand, but its evidence is. */
export interface KnownValue {
  readonly value: number;
  /** Null where the evidence has none. */
  readonly standardError: number | null;
  /** What varied independently: rows, or clusters. */
  readonly units: number;
  /** Of a share of independent rows of equal weight: how many of the `units` are right. Else null. */
  readonly successes: number | null;
}

/**
 * The difference of two versions that cannot be paired row by row: of shares, Fisher's exact test and Newcombe's interval; else
 * Welch's test by their standard errors. Rows that both versions saw make the truth surer than this says. Without a
 * baseline, or a number on either side, there is no difference; without a standard error, no interval.
 */
export function estimateUnpaired(candidate: KnownValue, baseline: KnownValue | null, confidence: number): Estimate {
  const values = {
    candidate: candidate.value,
    baseline: baseline?.value ?? null,
    standardError: candidate.standardError,
  };
  if (baseline === null || Number.isNaN(candidate.value - baseline.value)) return withoutDifference(values);
  return areShares(candidate) && areShares(baseline)
    ? fromShares(values, candidate, baseline, confidence)
    : fromErrors(values, candidate, baseline, confidence);
}

type KnownShare = KnownValue & { readonly successes: number };

function areShares(known: KnownValue): known is KnownShare {
  return known.successes !== null && known.units > 0;
}

function fromShares(values: Values, candidate: KnownShare, baseline: KnownShare, confidence: number): Estimate {
  const { successes: right, units: rows } = candidate;
  const { successes: wasRight, units: wasRows } = baseline;
  const interval =
    confidence < 1 ? newcombeDifference(right, rows, wasRight, wasRows, confidence) : { low: -1, high: 1 };
  return {
    ...withoutDifference(values),
    difference: { estimate: differenceOf(right / rows, wasRight / wasRows), ...interval },
    pValue: fisherExact(right, rows - right, wasRight, wasRows - wasRight),
    interval: "newcombe",
    test: "fisher-exact",
  };
}

function fromErrors(values: Values, candidate: KnownValue, baseline: KnownValue, confidence: number): Estimate {
  const estimate = differenceOf(candidate.value, baseline.value);
  const ours = varianceOf(candidate);
  const theirs = varianceOf(baseline);
  if (ours === null || theirs === null) return withoutInterval(values, estimate);
  const { standardError, degreesOfFreedom } = welch(
    candidate.value,
    ours,
    candidate.units,
    baseline.value,
    theirs,
    baseline.units,
  );
  // Two versions without any spread differ by chance as rarely as the fewer units allow.
  const units = Math.min(candidate.units, baseline.units);
  return fromStandardError(values, estimate, { standardError, units, degreesOfFreedom, method: "welch", confidence });
}

/** The variance of one unit; null where none is known. */
function varianceOf({ standardError, units }: KnownValue): number | null {
  return standardError === null || units < 2 ? null : standardError ** 2 * units;
}

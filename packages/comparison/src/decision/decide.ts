import type { Change, Verdict } from "@airworthy/evidence";
import { ROUNDING } from "./estimate.ts";
import type { Direction } from "./metric.ts";

/** A drop of so much of the metric's range must be excluded for any verdict: an interval as wide as that says nothing. */
const WIDEST_UNCERTAINTY = 0.1;
/** Fewer rows with a label than this say little of that class; the usual rule of thumb for a count to be trusted. */
export const MINIMUM_CLASS_ROWS = 5;

export interface Decision {
  readonly change: Change;
  readonly verdict: Verdict;
  readonly reasonCode: string;
}

export interface Difference {
  /** Candidate minus baseline. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface Criteria {
  readonly direction: Direction;
  /** The smallest change that matters, in the metric's unit. */
  readonly margin: number;
  readonly alpha: number;
}

/**
 * What became of one metric, the first of these that holds. Better and worse go by the metric's direction; "significant"
 * is a p-value of at most alpha after Holm's correction; the interval is the percentile interval at confidence 1 - alpha.
 *
 * 1. regression, fail: the estimate is worse by more than the margin, and significant.
 * 2. improvement, pass: the estimate is better by more than the margin, and significant.
 * 3. insufficient evidence, inconclusive: the interval does not exclude a loss of more than 0.1 (of the margin, where that is larger).
 * 4. possible regression, warn: the estimate is worse, and the interval does not exclude a loss of more than the margin.
 * 5. stable, pass: all else. The estimate is no worse, or a loss of more than the margin is excluded.
 *
 * Whoever calls has seen to it that there are enough rows.
 */
export function decideChange(difference: Difference, adjustedP: number, criteria: Criteria): Decision {
  const { direction, margin, alpha } = criteria;
  const higher = direction === "higher-is-better";
  const gain = higher ? difference.estimate : -difference.estimate;
  const worst = higher ? difference.low : -difference.high;
  if (![gain, worst, adjustedP].every(Number.isFinite)) return insufficient("not-a-number");
  const significant = adjustedP <= alpha;
  if (significant && gain < -margin - ROUNDING)
    return { change: "regression", verdict: "fail", reasonCode: "regression" };
  if (significant && gain > margin + ROUNDING)
    return { change: "improvement", verdict: "pass", reasonCode: "improvement" };
  if (worst < -Math.max(margin, WIDEST_UNCERTAINTY) - ROUNDING) return insufficient("interval-too-wide");
  if (gain < 0 && worst < -margin - ROUNDING) {
    return { change: "possible-regression", verdict: "warn", reasonCode: "margin-not-excluded" };
  }
  return { change: "stable", verdict: "pass", reasonCode: "stable" };
}

export function insufficient(reasonCode: string): Decision {
  return { change: "insufficient-evidence", verdict: "inconclusive", reasonCode };
}

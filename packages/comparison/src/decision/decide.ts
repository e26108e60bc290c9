import type { Change, Verdict } from "@airworthy/evidence";
import type { Direction } from "../metrics/metric.ts";
import { roundingOf } from "./rounding.ts";

export interface Decision {
  readonly change: Change;
  readonly verdict: Verdict;
  readonly reasonCode: string;
}

/** Candidate minus baseline, with its interval. */
export interface Difference {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface Criteria {
  readonly direction: Direction;
  /** The smallest change that matters, in the metric's unit: the margin of non-inferiority. */
  readonly margin: number;
  readonly alpha: number;
  /** How large the metric's values are: what is tiny beside it is rounding. */
  readonly scale: number;
  /** An interval that leaves a loss of more than this open says nothing yet, in the metric's unit; at least the margin. */
  readonly widest: number;
}

/**
 * What became of one metric, the first of these that holds. Better and worse go by the metric's direction, and of a
 * two-sided metric every move is for the worse; "significant" is a p-value of at most alpha after the correction; the
 * interval is at confidence 1 - alpha.
 *
 * 1. regression, fail: the estimate is worse by more than the margin, and significant.
 * 2. improvement, pass: the estimate is better by more than the margin, and significant.
 * 3. stable, pass: the interval excludes a loss of more than the margin (it is not inferior).
 * 4. possible regression: the estimate is worse.
 * 5. insufficient evidence: the estimate is no worse, but a loss of more than the margin is not excluded either.
 *
 * The last two warn, and are inconclusive where the interval does not even exclude a loss of more than `widest`. Whoever calls has seen to it that there are enough rows.
 */
export function decideChange(difference: Difference, adjustedP: number, criteria: Criteria): Decision {
  const { margin, alpha, scale, widest } = criteria;
  const { gain, worst } = gainOf(difference, criteria.direction);
  if (![gain, worst, adjustedP].every(Number.isFinite)) return insufficient("not-a-number");
  const rounding = roundingOf(difference.estimate, margin, scale);
  const isSignificant = adjustedP <= alpha;
  if (isSignificant && gain < -margin - rounding) return regression("regression");
  if (isSignificant && gain > margin + rounding) {
    return { change: "improvement", verdict: "pass", reasonCode: "improvement" };
  }
  if (worst >= -margin - rounding) return { change: "stable", verdict: "pass", reasonCode: "stable" };
  const change = gain < -rounding ? "possible-regression" : "insufficient-evidence";
  if (worst < -widest - rounding) return { change, verdict: "inconclusive", reasonCode: "interval-too-wide" };
  return { change, verdict: "warn", reasonCode: "margin-not-excluded" };
}

export function regression(reasonCode: string): Decision {
  return { change: "regression", verdict: "fail", reasonCode };
}

export function insufficient(reasonCode: string): Decision {
  return { change: "insufficient-evidence", verdict: "inconclusive", reasonCode };
}

/** How much the candidate gains, negative where it loses, and the interval's worst end. */
export function gainOf(difference: Difference, direction: Direction): { gain: number; worst: number } {
  const { estimate, low, high } = difference;
  if (direction === "higher-is-better") return { gain: estimate, worst: low };
  if (direction === "lower-is-better") return { gain: -estimate, worst: -high };
  return { gain: -Math.abs(estimate), worst: -Math.max(Math.abs(low), Math.abs(high)) };
}

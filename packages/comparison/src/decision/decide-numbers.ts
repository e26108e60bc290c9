import { type Criteria, type Decision, decideChange, gainOf, insufficient, regression } from "./decide.ts";
import { roundingOf } from "./rounding.ts";
import type { CheckedRule } from "./rule.ts";
import { withoutBaseline } from "./standing.ts";

/** A number that a file states, with the spread that it gives, if any. */
export interface StatedNumber {
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/**
 * What became of a number of which nothing is known but itself, and perhaps a spread. A candidate that is missing or no number
 * is an error. With a spread on a side, the difference has the root of the squares of both half widths as its own, and is
 * significant where it is larger. Without any the margin is a plain tolerance: a loss beyond it is a regression, and less is stable.
 */
export function decideNumbers(
  candidate: StatedNumber | null,
  baseline: StatedNumber | null,
  rules: readonly CheckedRule[],
  criteria: Criteria,
): Decision {
  if (candidate === null) return { change: "error", verdict: "error", reasonCode: "metric-missing" };
  if (!Number.isFinite(candidate.value)) return { change: "error", verdict: "error", reasonCode: "not-a-number" };
  if (baseline === null) return withoutBaseline(rules);
  if (!Number.isFinite(baseline.value)) return insufficient("baseline-not-defined");
  const difference = differenceOf(candidate, baseline);
  const { low, high } = difference;
  if (low !== high) return decideChange(difference, low <= 0 && high >= 0 ? 1 : 0, criteria);
  const rounding = roundingOf(candidate.value, criteria.margin, criteria.scale);
  const { gain } = gainOf(difference, criteria.direction);
  if (gain < -criteria.margin - rounding) return regression("beyond-margin");
  if (gain > criteria.margin + rounding) return { change: "improvement", verdict: "pass", reasonCode: "improvement" };
  return { change: "stable", verdict: "pass", reasonCode: "stable" };
}

/** Candidate minus baseline; both ends are the estimate where neither side has a spread. */
export function differenceOf(candidate: StatedNumber, baseline: StatedNumber) {
  const estimate = candidate.value - baseline.value;
  const half = Math.hypot(halfWidth(candidate), halfWidth(baseline));
  return { estimate, low: estimate - half, high: estimate + half };
}

function halfWidth({ interval }: StatedNumber): number {
  return interval === null ? 0 : (interval.high - interval.low) / 2;
}

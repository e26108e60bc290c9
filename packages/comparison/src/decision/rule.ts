import type { Direction } from "../metrics/metric.ts";
import { roundingOf } from "./rounding.ts";

export const RULE_NAMES = [
  "floor",
  "ceiling",
  "slice-floor",
  "slice-ceiling",
  "max-drop",
  "max-relative-drop",
  "min-gain",
  "min-relative-gain",
] as const;

export type RuleName = (typeof RULE_NAMES)[number];

/** A limit on a metric's value, kept or broken by the estimates alone, without statistics. */
export interface Rule {
  readonly rule: RuleName;
  readonly limit: number;
}

export type RuleState = "kept" | "broken" | "unknown";

export interface CheckedRule extends Rule {
  readonly state: RuleState;
}

/** Whether a rule is about single slices; the others are about all rows and, where they need a baseline, about slices too. */
export function isOfSlices(rule: RuleName): boolean {
  return rule === "slice-floor" || rule === "slice-ceiling";
}

/** Whether a rule applies to a finding over all rows, or to one in a slice: a plain floor is not meant for every slice. */
export function appliesTo({ rule }: Rule, isSlice: boolean): boolean {
  if (rule === "floor" || rule === "ceiling") return !isSlice;
  return isOfSlices(rule) ? isSlice : true;
}

/**
 * Whether a value keeps a rule. Equal is kept; rounding errors never decide. A drop or gain is taken along the metric's
 * direction, of a two-sided metric either way, and a relative one against the baseline's magnitude, so that negative and zero
 * baselines need no exception: against a baseline of 0, any loss at all breaks `max-relative-drop`. What cannot be told (no
 * baseline, no finite value) is unknown.
 */
export function checkRule(
  { rule, limit }: Rule,
  direction: Direction,
  candidate: number,
  baseline: number | null,
): RuleState {
  const excess = excessOf(rule, limit, direction, candidate, baseline ?? Number.NaN);
  if (!Number.isFinite(excess)) return "unknown";
  const known = Math.max(Math.abs(limit), Math.abs(baseline ?? 0));
  // Beside zeros alone nothing says how large the values are.
  return excess <= roundingOf(candidate, known || 1) ? "kept" : "broken";
}

/** By how much a value is beyond the limit: at most 0 where the rule is kept. */
export function excessOf(
  rule: RuleName,
  limit: number,
  direction: Direction,
  candidate: number,
  baseline: number,
): number {
  switch (rule) {
    case "floor":
    case "slice-floor":
      return limit - candidate;
    case "ceiling":
    case "slice-ceiling":
      return candidate - limit;
    case "max-drop":
      return lossOf(direction, candidate, baseline) - limit;
    case "max-relative-drop":
      return lossOf(direction, candidate, baseline) - limit * Math.abs(baseline);
    case "min-gain":
      return limit + lossOf(direction, candidate, baseline);
    case "min-relative-gain":
      return limit * Math.abs(baseline) + lossOf(direction, candidate, baseline);
  }
}

/** How much worse the candidate is, negative where it is better. */
export function lossOf(direction: Direction, candidate: number, baseline: number): number {
  if (direction === "two-sided") return Math.abs(candidate - baseline);
  return direction === "higher-is-better" ? baseline - candidate : candidate - baseline;
}

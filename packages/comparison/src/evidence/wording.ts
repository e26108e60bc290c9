import {
  type Direction as Better,
  formatCounted,
  formatDifference,
  formatInterval,
  formatPercent,
  formatPoints,
} from "@airworthy/report";
import type { Direction } from "./metric.ts";
import type { ComparisonFinding } from "./predicate.ts";

type Facts = Omit<ComparisonFinding, "id" | "headline">;

/** Under this a p-value's digits say nothing any more. */
const SMALLEST_P = 1e-300;

/** A finding's name within its predicate: the metric and, percent-encoded, the slice, as in `accuracy?source=yelp`. */
export function idOf({ metric, slice }: Pick<Facts, "metric" | "slice">): string {
  if (slice === null) return metric;
  return `${metric}?${encodeURIComponent(slice.column)}=${encodeURIComponent(slice.value)}`;
}

/** A finding as a sentence without its full stop. */
export function findingInWords(facts: Facts, alpha: number): string {
  const { metric, slice, baseline, candidate, difference, direction, rows, verdict } = facts;
  const what = slice === null ? metric : `${metric} where ${slice.column} is ${slice.value}`;
  const was = baseline === null ? "" : `, was ${formatPercent(baseline)}`;
  const change =
    difference === null
      ? []
      : [
          formatDifference(difference.estimate, better(direction), "rate"),
          formatInterval({ ...difference, level: 1 - alpha }, "rate"),
        ];
  const details = [...change, formatCounted(rows, "row")].join(", ");
  const why = verdict === "pass" ? "" : `: ${reasonInWords(facts)}`;
  return `${what} is ${formatPercent(candidate)}${was} (${details})${why}`;
}

/** Why a finding has its verdict, in a few words. */
export function reasonInWords({ reasonCode, rules, rows, margin }: Facts): string {
  const named = (wanted: string) =>
    rules
      .filter(({ state }) => state === wanted)
      .map(({ rule, limit }) => `${rule} ${limit}`)
      .join(", ");
  if (named("broken") !== "") return `${named("broken")} broken`;
  switch (reasonCode) {
    case "too-few-rows":
      return `only ${formatCounted(rows, "row")}`;
    case "too-few-rows-of-a-class":
      return "a class has too few rows";
    case "class-without-rows":
      return "a declared class has no rows";
    case "interval-too-wide":
      return "the interval is too wide to tell";
    case "margin-not-excluded":
      return `a loss of over ${formatPoints(margin)} is not excluded`;
    case "no-baseline":
      return "neither a baseline nor a floor";
    case "rule-needs-baseline":
      return `${named("unknown")} cannot be told without a baseline`;
    case "rules-kept":
      return `${named("kept")} kept`;
    default:
      return reasonCode.replaceAll("-", " ");
  }
}

/** A metric's direction in the report's words. */
export function better(direction: Direction): Better {
  return direction === "higher-is-better" ? "higher" : "lower";
}

/** A p-value to two or three digits; one too small to tell from 0 says so. */
export function formatPValue(p: number): string {
  if (p < SMALLEST_P) return `p < ${SMALLEST_P}`;
  return `p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)}`;
}

import {
  type Direction as Better,
  formatCounted,
  formatDifference,
  formatInterval,
  formatMagnitude,
  formatPoints,
  formatValue,
} from "@airworthy/report";
import type { Direction } from "../metrics/metric.ts";
import { type Slice, sliceQuery } from "../slices/slice.ts";
import type { ComparisonFinding } from "./finding.ts";

type Facts = Omit<ComparisonFinding, "id" | "headline">;

/** Under this a p-value's digits say nothing any more. */
const SMALLEST_P = 1e-300;

/** A finding's name within its predicate: the metric and, percent-encoded, the slice, as in `accuracy?source=yelp`. */
export function idOf({ metric, slice }: { metric: string; slice: Slice | null }): string {
  return slice === null ? metric : `${metric}?${sliceQuery(slice)}`;
}

/** A slice as a reader sees it: "source is yelp and language is de". */
export function sliceInWords(slice: Slice): string {
  return slice.map(({ column, value }) => `${column} is ${value}`).join(" and ");
}

/** A finding as a sentence without its full stop. */
export function findingInWords(facts: Facts, alpha: number): string {
  const { metric, slice, baseline, candidate, rows, verdict, unit } = facts;
  const what = slice === null ? metric : `${metric} where ${sliceInWords(slice)}`;
  const was = baseline === null ? "" : `, was ${formatValue(baseline, unit)}`;
  const details = [...changeInWords(facts, alpha), ...(rows === null ? [] : [formatCounted(rows, "row")])];
  const bracket = details.length === 0 ? "" : ` (${details.join(", ")})`;
  const why = verdict === "pass" ? "" : `: ${reasonInWords(facts)}`;
  return `${what} ${candidate === null ? "has no value" : `is ${formatValue(candidate, unit)}`}${was}${bracket}${why}`;
}

function changeInWords({ difference, direction, unit }: Facts, alpha: number): string[] {
  if (difference === null) return [];
  const { estimate, low, high } = difference;
  const change = formatDifference(estimate, better(direction), unit);
  if (low === null || high === null) return [change];
  return [change, formatInterval({ low, high, level: 1 - alpha }, unit)];
}

/** Why a finding has its verdict, in a few words. */
export function reasonInWords(facts: Facts): string {
  const { reasonCode, waiver, note } = facts;
  if (note !== null) return `${reasonCode.replaceAll("-", " ")}: ${note}`;
  if (waiver !== null) return `waived by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`;
  const broken = rulesInWords(facts, "broken");
  if (broken !== "") return `${broken} broken`;
  if (reasonCode === "rule-not-told") return `${rulesInWords(facts, "unknown")} cannot be told`;
  if (reasonCode === "rules-kept") return `${rulesInWords(facts, "kept")} kept`;
  const words = REASONS.get(reasonCode)?.(facts) ?? reasonCode.replaceAll("-", " ");
  const { examplesNeeded } = facts;
  return examplesNeeded === null ? words : `${words}; about ${formatCounted(examplesNeeded, "row")} would tell`;
}

const REASONS = new Map<string, (facts: Facts) => string>([
  ["too-few-rows", ({ rows }) => `only ${formatCounted(rows ?? 0, "row")}`],
  ["too-few-rows-of-a-class", () => "a class has too few rows"],
  ["class-without-rows", () => "a declared class has no rows"],
  ["too-few-clusters", () => "too few clusters"],
  ["not-defined", () => "not defined on these rows"],
  ["baseline-not-defined", () => "not defined for the baseline"],
  ["too-many-undefined-draws", () => "not defined on too many of the draws"],
  ["no-interval", () => "nothing tells how sure it is"],
  ["interval-too-wide", () => "the interval is too wide to tell"],
  ["margin-not-excluded", ({ margin, unit }) => `a loss of over ${sizeInWords(margin, unit)} is not excluded`],
  [
    "critical-metric",
    ({ margin, unit }) => `critical, and a loss of over ${sizeInWords(margin, unit)} is not excluded`,
  ],
  ["beyond-margin", ({ margin, unit }) => `a loss of over ${sizeInWords(margin, unit)}; the numbers have no interval`],
  ["identical-answers", () => "the same answers on every row"],
  ["no-baseline", ({ baseline }) => (baseline === null ? "neither a baseline nor a rule" : "no rule")],
  ["metric-missing", () => "the candidate has no such metric any more"],
  ["not-a-number", () => "no number"],
  ["tests-removed", () => "tests that the baseline has are gone"],
]);

function rulesInWords({ rules }: Facts, wanted: string): string {
  return rules
    .filter(({ state }) => state === wanted)
    .map(({ rule, limit }) => `${rule} ${limit}`)
    .join(", ");
}

function sizeInWords(size: number, unit: Facts["unit"]): string {
  return unit === "rate" ? formatPoints(size) : formatMagnitude(size, unit);
}

/** A metric's direction in the report's words. */
export function better(direction: Direction): Better {
  if (direction === "two-sided") return "neither";
  return direction === "higher-is-better" ? "higher" : "lower";
}

/** A p-value to two or three digits; one too small to tell from 0 says so. */
export function formatPValue(p: number): string {
  if (p < SMALLEST_P) return `p < ${SMALLEST_P}`;
  return `p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(3)}`;
}

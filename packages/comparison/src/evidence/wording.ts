import {
  type Direction as Better,
  capText,
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

/** Of a waiver's reason; its fold has the whole. */
const SHOWN_REASON = 80;

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

function changeInWords(facts: Facts, alpha: number): string[] {
  const { difference, direction, unit, searched } = facts;
  if (difference === null) return [];
  const { estimate, low, high } = difference;
  const size = sizeOf(facts);
  const change = formatDifference(estimate, better(direction), unit, size);
  if (low === null || high === null) return [change];
  return [change, formatInterval({ low, high, level: levelOf(searched, alpha) }, unit, size)];
}

/** The larger magnitude of a finding's two values, beside which rounding is nothing. */
export function sizeOf({ baseline, candidate }: Pick<Facts, "baseline" | "candidate">): number {
  return Math.max(Math.abs(baseline ?? 0), Math.abs(candidate ?? 0));
}

/** The level of a finding's interval; those of a search hold together. */
export function levelOf(searched: number | null, alpha: number): number {
  return 1 - alpha / (searched ?? 1);
}

/** Why a finding has its verdict, in a few words. */
export function reasonInWords(facts: Facts): string {
  const { reasonCode, waiver, note, verdict, change } = facts;
  if (note !== null) return `${reasonCode.replaceAll("-", " ")}: ${note}`;
  if (waiver !== null) {
    const words = `waived by ${waiver.owner} until ${waiver.expires}: ${capText(waiver.reason, SHOWN_REASON)}`;
    return verdict === "inconclusive" ? `${words}; the rest cannot be told` : words;
  }
  const broken = rulesInWords(facts, "broken");
  if (broken !== "") return change === "regression" ? `regression, and ${broken} broken` : `${broken} broken`;
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
  ["no-rule", () => "no rule says how far is too far"],
  ["not-defined", () => "not defined on these rows"],
  ["baseline-not-defined", () => "not defined for the baseline"],
  ["too-many-undefined-draws", () => "not defined on too many of the draws"],
  ["no-interval", () => "nothing tells how sure it is"],
  [
    "interval-too-wide",
    ({ change }) =>
      change === "possible-regression" ? "its interval leaves a large loss open" : "the interval is too wide to tell",
  ],
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

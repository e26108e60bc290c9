import type { Text } from "./block.ts";
import {
  formatNumber,
  formatPercent,
  formatPoints,
  formatSignedNumber,
  formatSignedPoints,
  NOISE,
  type Unit,
} from "./format.ts";
import { drawInterval } from "./interval-drawing.ts";

/** How far from zero an interval is drawn: small changes are told apart, large ones reach the end. */
const DRAWN_SCALES: Readonly<Record<Unit, number>> = { rate: 0.1, number: 0 };

/** Which way a value is better: accuracy is better `higher`, a failure rate `lower`. */
export type Direction = "higher" | "lower";

/** A confidence interval: its bounds in the unit of the value, and its level, such as 0.95. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** What a report's row says of a difference between the candidate and its baseline. */
export interface Difference {
  /** Candidate minus baseline. */
  readonly estimate: number;
  readonly interval: Interval | null;
  readonly better: Direction;
  readonly unit: Unit;
}

/**
 * A difference for a table's cell: "▲ 1.6 pp worse", the interval drawn from −scale to +scale, and the interval in
 * small print, "95 %: −0.5 to +4.0 pp". Rows that stand together take the same scale, so that their drawings compare;
 * 0 draws nothing.
 */
export function differenceText(difference: Difference, scale = DRAWN_SCALES[difference.unit]): Text {
  const { estimate, interval, better, unit } = difference;
  const words = formatDifference(estimate, better, unit);
  if (interval === null) return words;
  const drawing = drawInterval(estimate, interval, scale);
  // No-break spaces: in a narrow cell the small print moves to its own line as one.
  const bounds = `${levelOf(interval)}: ${signedBounds(interval, unit)}`.replaceAll(" ", "\u00a0");
  return [
    words,
    " ",
    ...(drawing === "" ? [] : [{ kind: "code", text: drawing } as const, " "]),
    { kind: "soft", text: bounds },
  ];
}

/** Candidate minus baseline in words: "▲ 64.4 pp worse", "▼ 0.012 better", "no difference". */
export function formatDifference(difference: number, better: Direction, unit: Unit): string {
  const size = unit === "rate" ? formatPoints(Math.abs(difference)) : formatNumber(Math.abs(difference));
  if (Number.isNaN(difference)) return size;
  if (Math.abs(difference) <= NOISE) return "no difference";
  const rises = difference > 0;
  return `${rises ? "▲" : "▼"} ${size} ${rises === (better === "higher") ? "better" : "worse"}`;
}

/** An interval of a difference, with signs: "95 % interval +60.0 to +68.5 pp". */
export function formatInterval(interval: Interval, unit: Unit): string {
  return `${levelOf(interval)} interval ${signedBounds(interval, unit)}`;
}

/** An interval of a value, without signs: "95 % interval 76.0 to 83.0 %". */
export function formatValueInterval(interval: Interval, unit: Unit): string {
  const show = unit === "rate" ? formatPercent : formatNumber;
  return `${levelOf(interval)} interval ${bounds(show(interval.low), show(interval.high), " %")}`;
}

function signedBounds(interval: Interval, unit: Unit): string {
  const show = unit === "rate" ? formatSignedPoints : formatSignedNumber;
  return bounds(show(interval.low), show(interval.high), " pp");
}

function levelOf(interval: Interval): string {
  return `${String(Number((interval.level * 100).toPrecision(6)))} %`;
}

/** The unit is said once, after the upper bound, where both bounds have it. */
function bounds(low: string, high: string, unit: string): string {
  const once = low.endsWith(unit) && high.endsWith(unit);
  return `${once ? low.slice(0, -unit.length) : low} to ${high}`;
}

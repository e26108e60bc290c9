import type { Text } from "./block.ts";
import { BAD_SIGNS, type Direction, wordOf } from "./direction.ts";
import { drawInterval } from "./interval-drawing.ts";
import { formatMagnitude, formatSigned, formatValue, isNoise, type Unit, unitAfter } from "./quantity.ts";

/** How far from zero an interval of a rate is drawn: small changes are told apart, large ones reach the end. */
const RATE_SCALE = 0.1;

/** Where nothing is known of the values, they count as this large when it is asked what is noise. */
const USUAL_SIZE = 1;

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
  /** How far to the worse still counts as the same, at least 0; marked in the drawing. */
  readonly margin?: number | null;
  /** The larger magnitude of the two values, which tells a difference from their noise. */
  readonly size?: number;
}

/**
 * A difference for a table's cell: "▲ 1.6 pp worse", the interval drawn from −scale to +scale, and the interval in
 * small print, "95 %: −0.5 to +4.0 pp". Rows that stand together take the same scale (`drawnScale`), so that their
 * drawings compare; 0, which is what units other than rates have by themselves, draws nothing.
 */
export function differenceText(difference: Difference, scale = difference.unit === "rate" ? RATE_SCALE : 0): Text {
  const { estimate, interval, unit, size } = difference;
  const extent = extentOf(difference);
  const words = differenceWords(difference, extent);
  if (interval === null) return words;
  const drawing = drawInterval(estimate, interval, scale, limitsOf(difference));
  // No-break spaces: in a narrow cell the small print moves to its own line as one.
  const bounds = `${levelOf(interval)}: ${signedBounds(interval, unit, extent, size)}`.replaceAll(" ", "\u00a0");
  return [
    words,
    " ",
    ...(drawing === "" ? [] : [{ kind: "code", text: drawing } as const, " "]),
    { kind: "soft", text: bounds },
  ];
}

/**
 * How far from zero to draw the intervals of rows that stand together and are of one unit: rates always to ten points;
 * others as far as the widest of them or the largest margin reaches, rounded up to 1, 2 or 5 times a power of ten. 0 of none.
 */
export function drawnScale(unit: Unit, differences: readonly Difference[]): number {
  if (unit === "rate") return RATE_SCALE;
  let reach = 0;
  for (const difference of differences) reach = Math.max(reach, extentOf(difference), finite(difference.margin ?? 0));
  if (reach === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(reach));
  return power * ([1, 2, 5].find((step) => step * power >= reach) ?? 10);
}

/** Candidate minus baseline in words: "▲ 64.4 pp worse", "▼ 0.012 better", "▲ 1.2 pp moved", "no difference". */
export function formatDifference(difference: number, better: Direction, unit: Unit, size = USUAL_SIZE): string {
  return differenceWords({ estimate: difference, interval: null, better, unit, size }, Math.abs(difference));
}

/** An interval of a difference, with signs: "95 % interval +60.0 to +68.5 pp". `size` as in `Difference`. */
export function formatInterval(interval: Interval, unit: Unit, size = USUAL_SIZE): string {
  const extent = Math.max(finite(interval.low), finite(interval.high));
  return `${levelOf(interval)} interval ${signedBounds(interval, unit, extent, size)}`;
}

/** An interval of a value, without signs: "95 % interval 76.0 to 83.0 %". */
export function formatValueInterval(interval: Interval, unit: Unit): string {
  const size = Math.max(finite(interval.low), finite(interval.high));
  const [low, high] = [formatValue(interval.low, unit, size), formatValue(interval.high, unit, size)];
  return `${levelOf(interval)} interval ${bounds(low, high, unit === "rate" ? " %" : unitAfter(unit, size))}`;
}

/** The differences beyond which a row is worse by more than its margin: none, one, or two of a two-sided metric. */
export function limitsOf({ margin, better }: Pick<Difference, "margin" | "better">): readonly number[] {
  return margin === undefined || margin === null ? [] : BAD_SIGNS[better].map((sign) => sign * margin);
}

function differenceWords({ estimate, better, unit, size = USUAL_SIZE }: Difference, extent: number): string {
  if (Number.isNaN(estimate)) return formatMagnitude(estimate, unit);
  if (isNoise(estimate, unit, size)) return "no difference";
  const arrow = estimate > 0 ? "▲" : "▼";
  return `${arrow} ${formatMagnitude(estimate, unit, extent)} ${wordOf(estimate, better)}`;
}

/** The largest magnitude that is written of a difference. */
function extentOf({ estimate, interval }: Difference): number {
  return Math.max(finite(estimate), finite(interval?.low ?? 0), finite(interval?.high ?? 0));
}

function signedBounds(interval: Interval, unit: Unit, extent: number, size = USUAL_SIZE): string {
  const [low, high] = [interval.low, interval.high].map((bound) =>
    formatSigned(isNoise(bound, unit, size) ? 0 : bound, unit, extent),
  );
  return bounds(low ?? "", high ?? "", unitAfter(unit, extent));
}

function levelOf(interval: Interval): string {
  return `${String(Number((interval.level * 100).toPrecision(6)))} %`;
}

/** The unit is said once, after the upper bound, where both bounds have it. */
function bounds(low: string, high: string, unit: string): string {
  const once = unit !== "" && low.endsWith(unit) && high.endsWith(unit);
  return `${once ? low.slice(0, -unit.length) : low} to ${high}`;
}

/** A magnitude; 0 for what has none. */
function finite(value: number): number {
  return Number.isFinite(value) ? Math.abs(value) : 0;
}

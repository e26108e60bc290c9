import { formatCount, formatCounted } from "../format.ts";
import { type Axis, axisAround } from "./axis.ts";
import type { TrendDrawing } from "./chart.ts";

/** More versions than this are no trend but a history: the last ones are shown. */
const MOST_POINTS = 30;

/** A version as it is shown: what is no number is null, also an end of an interval. */
export interface ShownPoint {
  readonly label: string;
  readonly value: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** The last versions of a trend. */
export function shownPoints({ points }: TrendDrawing): readonly ShownPoint[] {
  return points.slice(-MOST_POINTS).map(({ label, value, interval }) => {
    const isValue = value !== null && Number.isFinite(value);
    const isInterval = isValue && interval !== undefined && interval !== null && interval.low <= interval.high;
    const isDrawn = isInterval && Number.isFinite(interval.low) && Number.isFinite(interval.high);
    return { label, value: isValue ? value : null, interval: isDrawn ? interval : null };
  });
}

/** The axis that all values and intervals lie on; zero only where they come near it, of shares nothing beyond zero and one. */
export function trendAxis(drawing: TrendDrawing): Axis {
  const values = shownPoints(drawing).flatMap(({ value, interval }) =>
    value === null ? [] : [value, ...(interval === null ? [] : [interval.low, interval.high])],
  );
  const axis = axisAround(values);
  if (drawing.unit !== "rate" || values.some((value) => value < 0 || value > 1)) return axis;
  const ticks = axis.ticks.filter((tick) => tick >= 0 && tick <= 1);
  return { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks };
}

/** The largest magnitude of the values, so that all are written alike. */
export function trendSize(points: readonly ShownPoint[]): number {
  return points.reduce((most, { value }) => Math.max(most, Math.abs(value ?? 0)), 0);
}

/** What is not shown, in words: "The last 30 of 412 versions. 2 of them have no value." Empty where all is. */
export function trendNote(drawing: TrendDrawing): string {
  const points = shownPoints(drawing);
  const all = drawing.points.length;
  const gaps = points.filter(({ value }) => value === null).length;
  const last = all > points.length ? [`The last ${points.length} of ${formatCount(all)} versions.`] : [];
  const missing = gaps > 0 ? [`${formatCounted(gaps, "version")} without a value.`] : [];
  return [...last, ...missing].join(" ");
}

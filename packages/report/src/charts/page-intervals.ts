import { dot, ruleY, tickX } from "@observablehq/plot";
import { formatDifference, limitsOf } from "../difference.ts";
import { formatSigned } from "../quantity.ts";
import type { IntervalsDrawing } from "./chart.ts";
import { intervalsAxis } from "./intervals.ts";
import type { Frame, PagePlot } from "./page-plot.ts";
import { onAxis, pageRows } from "./page-rows.ts";

const CAP = 5;
const RADIUS = 5;
const LIMIT = 9;

interface Interval {
  readonly index: number;
  readonly low: number;
  readonly estimate: number;
  readonly high: number;
  readonly hasZero: boolean;
}

/** Each difference as a dot on its interval: filled where the interval leaves zero out. Its limits are dashed marks. */
export function intervalsPlot(drawing: IntervalsDrawing, frame: Frame): PagePlot {
  const axis = intervalsAxis(drawing);
  const size = Math.max(-axis.from, axis.to);
  const rows = drawing.rows.map((row) => ({
    label: row.label,
    value: formatDifference(row.estimate, row.better, drawing.unit, row.size),
  }));
  // What is infinite reaches the end of the axis; of what is not a number nothing is drawn.
  const intervals = drawing.rows.flatMap(({ low, estimate, high }, index): Interval[] => {
    if ([low, estimate, high].some(Number.isNaN)) return [];
    const [from, dot, to] = [low, estimate, high].map((value) => onAxis(axis, value));
    const hasZero = !(low > 0 || high < 0);
    return [{ index, low: from ?? 0, estimate: dot ?? 0, high: to ?? 0, hasZero }];
  });
  const limits = drawing.rows.flatMap((row, index) =>
    limitsOf(row)
      .filter(Number.isFinite)
      .map((limit) => ({ index, limit: onAxis(axis, limit) })),
  );
  const ends = intervals.flatMap(({ index, low, high }) => [low, high].map((end) => ({ index, end })));
  const y = ({ index }: { readonly index: number }) => index;
  const tickText = (tick: number) => (tick === 0 ? "0" : formatSigned(tick, drawing.unit, size));
  return pageRows(rows, axis, frame, tickText, ({ dy, inset }) => [
    tickX(limits, { x: ({ limit }) => limit, y, ...inset(LIMIT), className: "limit" }),
    ruleY(intervals, { y, x1: ({ low }) => low, x2: ({ high }) => high, dy, className: "candidate" }),
    tickX(ends, { x: ({ end }) => end, y, ...inset(CAP), className: "candidate" }),
    ...[true, false].map((hollow) =>
      dot(
        intervals.filter(({ hasZero }) => hasZero === hollow),
        { x: ({ estimate }) => estimate, y, r: RADIUS, dy, className: `candidate ${hollow ? "hollow" : "solid"}` },
      ),
    ),
  ]);
}

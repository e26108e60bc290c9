import { formatDifference, limitsOf } from "../difference.ts";
import { formatSigned } from "../quantity.ts";
import { type Axis, placeOn } from "./axis.ts";
import type { IntervalRow, IntervalsDrawing } from "./chart.ts";
import { intervalsAxis } from "./intervals.ts";
import { type Picture, pageRows } from "./page-rows.ts";
import { across, at, svgLine } from "./svg.ts";

const CAP = 5;
const RADIUS = 5;
const LIMIT = 9;

/** Each difference as a dot on its interval: filled where the interval leaves zero out. Its limits are dashed marks. */
export function intervalsPicture(drawing: IntervalsDrawing): Picture {
  const axis = intervalsAxis(drawing);
  const size = Math.max(-axis.from, axis.to);
  const rows = drawing.rows.map((row) => ({
    label: row.label,
    value: formatDifference(row.estimate, row.better, drawing.unit, row.size),
    draw: (y: number) => drawLimits(row, axis, y) + drawInterval(row, axis, y),
  }));
  return pageRows(rows, axis, (tick) => (tick === 0 ? "0" : formatSigned(tick, drawing.unit, size)));
}

function drawLimits(row: IntervalRow, axis: Axis, y: number): string {
  const places = limitsOf(row)
    .filter(Number.isFinite)
    .map((limit) => across(placeOn(axis, limit)));
  return places.map((x) => svgLine([x, y - LIMIT], [x, y + LIMIT], "limit")).join("");
}

/** What is infinite reaches the end of the axis; of what is not a number nothing is drawn. */
function drawInterval({ estimate, low, high }: IntervalRow, axis: Axis, y: number): string {
  if ([estimate, low, high].some(Number.isNaN)) return "";
  const [from, dot, to] = [low, estimate, high].map((value) => across(placeOn(axis, value)));
  if (from === undefined || dot === undefined || to === undefined) return "";
  const caps = [from, to].map((x) => svgLine([x, y - CAP], [x, y + CAP], "candidate"));
  const look = low > 0 || high < 0 ? "solid" : "hollow";
  const circle = `<circle cx="${dot}" cy="${at(y)}" r="${RADIUS}" class="candidate ${look}"/>`;
  return svgLine([from, y], [to, y], "candidate") + caps.join("") + circle;
}

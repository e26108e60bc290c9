import { formatValue } from "../quantity.ts";
import { type Axis, placeOn } from "./axis.ts";
import { barsAxis, barsSize } from "./bars.ts";
import type { BarRow, BarsDrawing } from "./chart.ts";
import { type Picture, pageRows } from "./page-rows.ts";
import { across, at } from "./svg.ts";

const HEIGHT = 9;

/** The candidate's bar filled, the baseline's below it hollow and dashed. */
export function barsPicture(drawing: BarsDrawing): Picture {
  const axis = barsAxis(drawing);
  const size = barsSize(drawing);
  const show = (value: number) => formatValue(value, drawing.unit, size);
  const rows = drawing.rows.map((row) => ({
    label: row.label,
    value: row.baseline === null ? show(row.candidate) : `${show(row.candidate)}, was ${show(row.baseline)}`,
    draw: (y: number) => drawBars(row, axis, y),
  }));
  return pageRows(rows, axis, (tick) => (tick === 0 ? "0" : formatValue(tick, drawing.unit, size)));
}

function drawBars({ candidate, baseline }: BarRow, axis: Axis, y: number): string {
  if (baseline === null) return drawBar(candidate, axis, y - HEIGHT / 2, "candidate solid");
  return drawBar(candidate, axis, y - HEIGHT, "candidate solid") + drawBar(baseline, axis, y + 1, "baseline hollow");
}

/** From zero to the value; of what is no finite number nothing is drawn. */
function drawBar(value: number, axis: Axis, top: number, className: string): string {
  if (!Number.isFinite(value)) return "";
  const [zero, end] = [placeOn(axis, 0), placeOn(axis, value)];
  const [x, width] = [across(Math.min(zero, end)), across(Math.abs(end - zero))];
  return `<rect x="${x}" y="${at(top)}" width="${width}" height="${HEIGHT}" class="${className}"/>`;
}

import type { Table } from "../block.ts";
import { type Difference, differenceText, limitsOf } from "../difference.ts";
import { formatSigned } from "../quantity.ts";
import { type Axis, axisOver } from "./axis.ts";
import type { IntervalRow, IntervalsDrawing } from "./chart.ts";

/** The axis that all intervals and margins lie on. */
export function intervalsAxis({ rows }: IntervalsDrawing): Axis {
  return axisOver(rows.flatMap((row) => [row.low, row.estimate, row.high, ...limitsOf(row)]));
}

/** A row as the difference that it draws. */
export function differenceOf(row: IntervalRow, { unit, level }: IntervalsDrawing): Difference {
  const { low, high, ...difference } = row;
  return { ...difference, interval: { low, high, level }, unit };
}

/** All intervals on one scale, a row each. */
export function intervalsTable(drawing: IntervalsDrawing): Table {
  const { from, to } = intervalsAxis(drawing);
  const scale = Math.max(-from, to);
  const [start, end] = [-scale, scale].map((value) => formatSigned(value, drawing.unit, scale));
  return {
    kind: "table",
    columns: [
      { title: "what", align: "left" },
      { title: `change, drawn from ${start} to ${end}`, align: "left" },
    ],
    rows: drawing.rows.map((row) => [row.label, differenceText(differenceOf(row, drawing), scale)]),
  };
}

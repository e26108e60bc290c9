import type { Column, Table, Text } from "../block.ts";
import { formatValue } from "../quantity.ts";
import { type Axis, axisOver } from "./axis.ts";
import { drawBar } from "./bar-drawing.ts";
import type { BarsDrawing } from "./chart.ts";

const NOTHING = "—";

/** The axis that all values lie on, from zero; of shares always to one, so that a bar shows how much of it they are. */
export function barsAxis(drawing: BarsDrawing): Axis {
  const values = valuesOf(drawing);
  return axisOver(drawing.unit === "rate" ? [...values, 1] : values);
}

/** The largest magnitude of the values, so that all are written alike. */
export function barsSize(drawing: BarsDrawing): number {
  return valuesOf(drawing).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Whether any of the rows has a baseline to be set beside. */
export function comparesBars({ rows }: BarsDrawing): boolean {
  return rows.some(({ baseline }) => baseline !== null);
}

/** Each value with a bar; without bars where some value is below zero, since those cells start from it. */
export function barsTable(drawing: BarsDrawing): Table {
  const size = barsSize(drawing);
  const { from, to } = barsAxis(drawing);
  const compares = comparesBars(drawing);
  const cell = (value: number | null): Text => {
    if (value === null) return NOTHING;
    const bar = from < 0 ? "" : drawBar(value / to);
    const text = formatValue(value, drawing.unit, size);
    return bar === "" ? text : [text, " ", { kind: "code", text: bar }];
  };
  return {
    kind: "table",
    columns: [left("what"), ...(compares ? [left("was")] : []), left("now")],
    rows: drawing.rows.map(({ label, baseline, candidate }) => [
      label,
      ...(compares ? [cell(baseline)] : []),
      cell(candidate),
    ]),
  };
}

function valuesOf({ rows }: BarsDrawing): readonly number[] {
  return rows.flatMap(({ candidate, baseline }) => [candidate, baseline ?? 0]).filter(Number.isFinite);
}

function left(title: string): Column {
  return { title, align: "left" };
}

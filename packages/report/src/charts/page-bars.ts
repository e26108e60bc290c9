import { barX, type Mark } from "@observablehq/plot";
import { formatValue } from "../quantity.ts";
import { barsAxis, barsSize, comparesBars } from "./bars.ts";
import type { BarsDrawing } from "./chart.ts";
import type { Frame, PagePlot } from "./page-plot.ts";
import { type Band, onAxis, pageRows } from "./page-rows.ts";

const HEIGHT = 9;

interface Bar {
  readonly index: number;
  readonly value: number;
}

/** The candidate's bar filled, the baseline's below it hollow. */
export function barsPlot(drawing: BarsDrawing, frame: Frame): PagePlot {
  const axis = barsAxis(drawing);
  const size = barsSize(drawing);
  const show = (value: number) => formatValue(value, drawing.unit, size);
  const rows = drawing.rows.map(({ label, candidate, baseline }) => ({
    label,
    value: baseline === null ? show(candidate) : `${show(candidate)}, was ${show(baseline)}`,
  }));
  // Of what is no finite number nothing is drawn.
  const bars = (values: readonly (number | null)[]): readonly Bar[] =>
    values.flatMap((value, index) =>
      value === null || !Number.isFinite(value) ? [] : [{ index, value: onAxis(axis, value) }],
    );
  const candidates = bars(drawing.rows.map(({ candidate }) => candidate));
  const baselines = bars(drawing.rows.map(({ baseline }) => baseline));
  return pageRows(
    rows,
    axis,
    frame,
    (tick) => (tick === 0 ? "0" : show(tick)),
    ({ inset }) =>
      comparesBars(drawing)
        ? [
            barMark(candidates, inset(HEIGHT, 0), "bar candidate solid"),
            barMark(baselines, inset(-1, HEIGHT + 1), "bar baseline hollow"),
          ]
        : [barMark(candidates, inset(HEIGHT / 2), "bar candidate solid")],
  );
}

/** From zero to the value. */
function barMark(bars: readonly Bar[], insets: ReturnType<Band["inset"]>, className: string): Mark {
  return barX(bars, { x1: () => 0, x2: ({ value }) => value, y: ({ index }) => index, ...insets, className });
}

import type { Table, Text } from "../block.ts";
import { formatCount } from "../format.ts";
import { formatValue } from "../quantity.ts";
import type { TrendDrawing } from "./chart.ts";
import { sparkline } from "./sparkline.ts";
import { type ShownPoint, shownPoints, trendSize } from "./trend.ts";

const NOTHING = "—";

/** Rows of the table; the line over them shows more. */
const MOST_ROWS = 8;

/** The last versions with their values, the newest first, under a line of all that are shown. */
export function trendTable(drawing: TrendDrawing): Table {
  const points = shownPoints(drawing);
  const size = trendSize(points);
  const write = (value: number) => formatValue(value, drawing.unit, size);
  const line = sparkline(points.map(({ value }) => value));
  const drawn: Text = line === "" ? "value" : ["value ", { kind: "code", text: line }, ` ${rangeOf(points, write)}`];
  const left = points.length > MOST_ROWS ? `, the last ${MOST_ROWS} of ${formatCount(drawing.points.length)}` : "";
  return {
    kind: "table",
    columns: [
      { title: `version${left}`, align: "left" },
      { title: drawn, align: "left" },
    ],
    rows: points
      .slice(-MOST_ROWS)
      .toReversed()
      .map(({ label, value, interval }): Text[] => {
        if (value === null) return [label, NOTHING];
        if (interval === null) return [label, write(value)];
        const bounds = `${write(interval.low)} to ${write(interval.high)}`.replaceAll(" ", "\u00a0");
        return [label, [write(value), " ", { kind: "soft", text: bounds }]];
      }),
  };
}

/** From where to where the line goes. */
function rangeOf(points: readonly ShownPoint[], write: (value: number) => string): string {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return "";
  const low = write(values.reduce((least, value) => Math.min(least, value)));
  const high = write(values.reduce((most, value) => Math.max(most, value)));
  return low === high ? low : `${low} to ${high}`;
}

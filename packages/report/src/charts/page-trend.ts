import { dot, line, ruleX, ruleY, text } from "@observablehq/plot";
import { displayWidth } from "../display-width.ts";
import { formatValue } from "../quantity.ts";
import type { TrendDrawing } from "./chart.ts";
import { CHARACTER, type Frame, type PagePlot, WIDTHS } from "./page-plot.ts";
import { shortText } from "./short-text.ts";
import { shownPoints, trendAxis, trendSize } from "./trend.ts";

const HEIGHT = 220;
const TOP = 26;
const BOTTOM = 30;
const RADIUS = 4;

/** What is between two labels below the axis, and between an axis and its labels. */
const APART = 10;

const LABEL_COLUMNS = 12;

/** Each version's value as a dot, with its interval where there is one, and a line from one to the next, broken at gaps. */
export function trendPlot(drawing: TrendDrawing, frame: Frame): PagePlot {
  const points = shownPoints(drawing).map((point, index) => ({ ...point, index }));
  const axis = trendAxis(drawing);
  const size = trendSize(points);
  const write = (value: number) => formatValue(value, drawing.unit, size);
  const labels = points.map(({ label, index }) => ({ index, text: shortText(label, LABEL_COLUMNS) }));
  const labelWidth = widthOf(labels.map((label) => label.text));
  const marginLeft = Math.max(widthOf(axis.ticks.map(write)) + APART, labelWidth / 2);
  const marginRight = Math.max(RADIUS * 2, labelWidth / 2);
  const step = (WIDTHS[frame] - marginLeft - marginRight) / Math.max(1, points.length);
  const each = Math.ceil((labelWidth + APART) / step);
  const values = points.flatMap(({ index, value }) => (value === null ? [] : [{ index, value }]));
  const intervals = points.flatMap(({ index, interval }) => (interval === null ? [] : [{ index, ...interval }]));
  const x = ({ index }: { readonly index: number }) => index;
  const same = (tick: number) => tick;
  const last = values.slice(-1);
  return {
    width: WIDTHS[frame],
    height: HEIGHT,
    marginTop: TOP,
    marginRight,
    marginBottom: BOTTOM,
    marginLeft,
    x: { type: "linear", domain: [-0.5, Math.max(1, points.length) - 0.5], axis: null },
    y: { type: "linear", domain: [axis.from, axis.to], axis: null },
    marks: [
      ruleY(axis.ticks, { y: same, className: "grid" }),
      text(axis.ticks, { y: same, text: write, textAnchor: "end", frameAnchor: "left", dx: -APART, className: "tick" }),
      // Counted from the newest, which always has its label.
      text(
        labels.filter(({ index }) => (points.length - 1 - index) % each === 0),
        { x, text: (label) => label.text, frameAnchor: "bottom", dy: BOTTOM - APART, className: "tick" },
      ),
      ruleX(intervals, { x, y1: ({ low }) => low, y2: ({ high }) => high, className: "reach" }),
      line(points, { x, y: ({ value }) => value ?? Number.NaN, z: null, className: "candidate curve" }),
      dot(values, { x, y: ({ value }) => value, r: RADIUS, className: "candidate solid" }),
      text(last, {
        text: ({ value }) => `last: ${write(value)}`,
        frameAnchor: "top-right",
        dy: -TOP + APART,
        className: "value",
      }),
    ],
  };
}

function widthOf(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0) * CHARACTER;
}

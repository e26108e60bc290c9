import { displayWidth } from "../display-width.ts";
import type { TrendDrawing } from "./chart.ts";
import type { MermaidPlot } from "./mermaid-plot.ts";
import { LEAST_REACH, MOST_REACH, mermaidLabels, mermaidText, mermaidUnit } from "./mermaid-text.ts";
import { shownPoints, trendAxis, trendNote } from "./trend.ts";

/** As many columns of labels as Mermaid has room for below an axis, which it draws 700 pixels wide. */
const LABEL_COLUMNS = 70;

const NAME_CHARACTERS = 20;

/**
 * The versions that have a value: Mermaid knows no gaps. Versions whose names have no room below the axis are numbered,
 * and its title names the first and the last. Null of fewer than two.
 */
export function trendMermaid(drawing: TrendDrawing): MermaidPlot | null {
  const points = shownPoints(drawing).flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
  const axis = trendAxis(drawing);
  const reach = Math.max(Math.abs(axis.from), Math.abs(axis.to));
  if (points.length < 2 || axis.to - axis.from < LEAST_REACH || reach > MOST_REACH) return null;
  const { title, factor } = mermaidUnit(drawing.unit);
  return {
    isAcross: false,
    along: alongOf(points.map(({ label }) => label)),
    up: { title, from: axis.from * factor, to: axis.to * factor },
    bars: [],
    lines: [points.map(({ value }) => value * factor)],
    legend: trendNote(drawing),
  };
}

function alongOf(names: readonly string[]): MermaidPlot["along"] {
  const labels = mermaidLabels(names);
  const columns = labels.reduce((most, label) => Math.max(most, displayWidth(label) + 2), 0) * labels.length;
  if (columns <= LABEL_COLUMNS) return { title: "", labels };
  const [first, last] = [names[0], names.at(-1)].map((name) => mermaidText(name ?? "", NAME_CHARACTERS));
  return {
    title: `version, from 1 = ${first} to ${names.length} = ${last}`,
    labels: names.map((_, index) => String(index + 1)),
  };
}

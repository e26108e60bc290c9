import { displayWidth } from "../display-width.ts";
import { type Axis, placeOn } from "./axis.ts";
import { across, LINE_COLUMNS, shortText, svgText } from "./svg.ts";

/** A row of a picture: its name, its value in words, and what is drawn of it around the height `y`. */
export interface PageRow {
  readonly label: string;
  readonly value: string;
  draw(y: number): string;
}

/** What is inside a picture, and how high it is in pixels. */
export interface Picture {
  readonly height: number;
  readonly content: string;
}

const TEXT_HEIGHT = 20;
const BASELINE = 14;
const DRAWN_HEIGHT = 20;
const GAP = 10;
const AXIS_HEIGHT = 24;

/** Nearer to an end, zero's label would run into the end's. */
const LABEL_ROOM = 0.25;

/**
 * Rows one below the other over one axis. Places are shares of the picture's width and heights are pixels, so that text
 * is as large on a phone as on a desk. A value stands at the end of its label's line where all have room there.
 */
export function pageRows(rows: readonly PageRow[], axis: Axis, tickText: (tick: number) => string): Picture {
  const labels = rows.map(({ label }) => shortText(label, LINE_COLUMNS));
  const isTall = rows.some(({ value }, index) => displayWidth(`${labels[index] ?? ""}   ${value}`) > LINE_COLUMNS);
  const textHeight = isTall ? 2 * TEXT_HEIGHT : TEXT_HEIGHT;
  const rowHeight = textHeight + DRAWN_HEIGHT + GAP;
  const drawn = rows.map((row, index) => {
    const top = index * rowHeight;
    const label = svgText(labels[index] ?? "", "0", top + BASELINE, "label");
    const value = isTall
      ? svgText(row.value, "0", top + TEXT_HEIGHT + BASELINE, "value")
      : svgText(row.value, "100%", top + BASELINE, "value end");
    return label + value + row.draw(top + textHeight + DRAWN_HEIGHT / 2);
  });
  const bottom = rows.length * rowHeight;
  // A gap as high as a row's text, then a dash as high as what is drawn: no line runs through words.
  const dashes = `0 ${textHeight} ${DRAWN_HEIGHT} ${GAP}`;
  const lines = axis.ticks.map((tick) => {
    const x = across(placeOn(axis, tick));
    return `<line x1="${x}" y1="0" x2="${x}" y2="${bottom}" stroke-dasharray="${dashes}" class="${tick === 0 ? "zero" : "grid"}"/>`;
  });
  const labelled = axisLabels(axis, bottom + AXIS_HEIGHT - 6, tickText);
  return { height: bottom + AXIS_HEIGHT, content: [...lines, ...drawn, ...labelled].join("\n") };
}

/** Both ends are labelled, and zero where it has room between them. */
function axisLabels(axis: Axis, y: number, tickText: (tick: number) => string): readonly string[] {
  const zero = placeOn(axis, 0);
  const middle =
    zero >= LABEL_ROOM && zero <= 1 - LABEL_ROOM ? [svgText(tickText(0), across(zero), y, "tick middle")] : [];
  return [svgText(tickText(axis.from), "0", y, "tick"), ...middle, svgText(tickText(axis.to), "100%", y, "tick end")];
}

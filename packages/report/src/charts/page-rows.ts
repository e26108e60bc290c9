import { type Mark, ruleX, text } from "@observablehq/plot";
import { displayWidth } from "../display-width.ts";
import { type Axis, placeOn } from "./axis.ts";
import { CHARACTER, type Frame, type PagePlot, WIDTHS } from "./page-plot.ts";
import { shortText } from "./short-text.ts";

/** What a row of a picture says: its name, and its value in words. */
export interface PageRow {
  readonly label: string;
  readonly value: string;
}

/** Where marks are drawn in a row's band, in pixels: `dy` from its middle, or between the insets. */
export interface Band {
  readonly dy: number;
  /** Insets that leave so much above and below the drawing's middle. */
  inset(above: number, below?: number): { readonly insetTop: number; readonly insetBottom: number };
}

const TEXT_HEIGHT = 20;
const DRAWN_HEIGHT = 20;
const GAP = 10;
const AXIS_HEIGHT = 24;

/** Dots at an end of the axis are drawn whole. */
const SIDE = 7;

/** Nearer to an end, zero's label would run into the end's. */
const LABEL_ROOM = 0.25;

/**
 * Rows one below the other over one axis. A value stands at the end of its label's line where all have room there. The
 * marks take a row's index as `y`.
 */
export function pageRows(
  rows: readonly PageRow[],
  axis: Axis,
  frame: Frame,
  tickText: (tick: number) => string,
  marksIn: (band: Band) => readonly Mark[],
): PagePlot {
  const columns = Math.floor(WIDTHS[frame] / CHARACTER);
  const shown = rows.map(({ label, value }, index) => ({ label: shortText(label, columns), value, index }));
  const isTall = shown.some(({ label, value }) => displayWidth(`${label}   ${value}`) > columns);
  const textHeight = isTall ? 2 * TEXT_HEIGHT : TEXT_HEIGHT;
  const rowHeight = textHeight + DRAWN_HEIGHT + GAP;
  const below = (top: number) => top - rowHeight / 2;
  const middle = textHeight + DRAWN_HEIGHT / 2;
  const band: Band = {
    dy: below(middle),
    inset: (above, under = above) => ({ insetTop: middle - above, insetBottom: rowHeight - middle - under }),
  };
  const y = ({ index }: { readonly index: number }) => index;
  return {
    width: WIDTHS[frame],
    height: rows.length * rowHeight + AXIS_HEIGHT,
    marginTop: 0,
    marginRight: SIDE,
    marginBottom: AXIS_HEIGHT,
    marginLeft: SIDE,
    x: { type: "linear", domain: [axis.from, axis.to], axis: null },
    y: { type: "band", domain: shown.map(y), padding: 0, round: false, axis: null },
    marks: [
      axis.ticks.map((tick) => ruleX([tick], { x: (at) => at, className: gridClass(tick, textHeight) })),
      text(shown, {
        y,
        text: ({ label }) => label,
        frameAnchor: "left",
        dx: -SIDE,
        dy: below(TEXT_HEIGHT / 2),
        className: "label",
      }),
      text(shown, {
        y,
        text: ({ value }) => value,
        frameAnchor: isTall ? "left" : "right",
        dx: isTall ? -SIDE : SIDE,
        dy: below(textHeight - TEXT_HEIGHT / 2),
        className: "value",
      }),
      marksIn(band),
      axisLabels(axis, tickText),
    ],
  };
}

/** The value at the nearer end of the axis where it is beyond it, as an infinite one is. */
export function onAxis(axis: Axis, value: number): number {
  return Math.min(axis.to, Math.max(axis.from, value));
}

/** Dashes of the style leave out what is text: one or two lines of it. */
function gridClass(tick: number, textHeight: number): string {
  return `${tick === 0 ? "zero" : "grid"} ${textHeight > TEXT_HEIGHT ? "under-two" : "under-one"}`;
}

/** Both ends are labelled, and zero where it has room between them. */
function axisLabels(axis: Axis, tickText: (tick: number) => string): readonly Mark[] {
  const zero = placeOn(axis, 0);
  const hasRoom = zero >= LABEL_ROOM && zero <= 1 - LABEL_ROOM;
  const places = [
    { tick: axis.from, textAnchor: "start", dx: -SIDE },
    ...(hasRoom ? [{ tick: 0, textAnchor: "middle", dx: 0 } as const] : []),
    { tick: axis.to, textAnchor: "end", dx: SIDE },
  ] as const;
  return places.map(({ tick, textAnchor, dx }) =>
    text([tick], {
      x: (at) => at,
      text: tickText,
      textAnchor,
      frameAnchor: "bottom",
      dx,
      dy: AXIS_HEIGHT - 8,
      className: "tick",
    }),
  );
}

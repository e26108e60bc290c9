import { charactersOf, displayWidth } from "../display-width.ts";
import { escapeHtml } from "../page-text.ts";
import { capText, makeVisible } from "../visible.ts";

/** Text in a picture does not wrap: as many columns as fit on a phone's line. */
export const LINE_COLUMNS = 42;

/** A coordinate: two decimals are finer than any screen. */
export function at(value: number): string {
  return String(Number(value.toFixed(2)) + 0);
}

/** A coordinate as a share of the picture's width, so that text keeps its size whatever the width. */
export function across(place: number): string {
  return `${at(place * 100)}%`;
}

/** A line of text; `x` is where it starts, or with an anchor where its middle or end is. Untrusted text is escaped. */
export function svgText(text: string, x: string, y: number, className: string): string {
  return `<text x="${x}" y="${at(y)}" class="${className}">${escapeHtml(makeVisible(text))}</text>`;
}

export function svgLine([x1, y1]: Point, [x2, y2]: Point, className: string): string {
  return `<line x1="${x1}" y1="${at(y1)}" x2="${x2}" y2="${at(y2)}" class="${className}"/>`;
}

/** A place in a picture: how far across, as an attribute says it, and how far down. */
export type Point = readonly [x: string, y: number];

/** Untrusted text on one line, cut to so many columns. */
export function shortText(text: string, columns: number): string {
  const visible = makeVisible(capText(text));
  if (displayWidth(visible) <= columns) return visible;
  let kept = "";
  for (const character of charactersOf(visible)) {
    if (displayWidth(kept + character) >= columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Where on a page the next block goes; it moves on as blocks are written. */
export interface PagePlace {
  /** The level of the heading that all of it stands under. */
  readonly base: number;
  /** The level of the last heading. */
  heading: number;
  /** Bytes that may still be taken. */
  room: number;
}

/** Of what lies between a page's heading and its footer, so that with both and its style it stays under 500 kB. */
const CONTENT_BYTES = 450_000;
const LINE_BREAK_BYTES = 1;

/** The start of a page, or of a part of it, under a heading of a level; the page's own is 1. */
export function pagePlace(base = 1): PagePlace {
  return { base, heading: base, room: CONTENT_BYTES };
}

/**
 * The level of HTML for a report's heading, 3 for a candidate's and 4 for what is below: as far under the base, but never
 * more than one below the heading before it, since readers who go from heading to heading would look for what is between.
 */
export function headingLevel(level: number, place: PagePlace): number {
  place.heading = Math.max(place.base + 1, Math.min(place.base + level - 2, place.heading + 1));
  return place.heading;
}

/** The first of these rows that there is room for. */
export function fittingRows(rows: Iterable<string>, place: PagePlace): readonly string[] {
  const fitting: string[] = [];
  for (const row of rows) {
    place.room -= Buffer.byteLength(row) + LINE_BREAK_BYTES;
    if (place.room < 0) break;
    fitting.push(row);
  }
  return fitting;
}

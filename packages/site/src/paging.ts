import type { Html } from "./html.ts";

/** A part of a long table, as one page shows it. */
export interface Part {
  readonly rows: readonly Html[];
  /** From 1. */
  readonly number: number;
  /** Of all parts. */
  readonly total: number;
}

/** What one page shows of a table: as much as a reader scans, and half of the 500 kB that a page may have. */
const MOST_ROWS = 200;
const MOST_BYTES = 250_000;

/** The rows in parts, in order; one empty part of none. */
export function partsOf(rows: readonly Html[]): readonly Part[] {
  const parts: (readonly Html[])[] = [];
  let rest = rows;
  do {
    const part = fittingRows(rest, MOST_ROWS, MOST_BYTES);
    parts.push(part);
    rest = rest.slice(part.length);
  } while (rest.length > 0);
  return parts.map((part, index) => ({ rows: part, number: index + 1, total: parts.length }));
}

/** The first rows, at most so many of at most so many bytes; one, however large it is. */
export function fittingRows(rows: readonly Html[], mostRows: number, mostBytes: number): readonly Html[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += Buffer.byteLength(row.markup);
    return index > 0 && (index >= mostRows || bytes > mostBytes);
  });
  return end < 0 ? rows : rows.slice(0, end);
}

/** The file of a part: the first is the folder's own page. */
export function partFile(number: number): string {
  return number === 1 ? "index.html" : `page-${number}.html`;
}

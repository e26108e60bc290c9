/** A part of a long list, as one page shows it. */
export interface Part<T> {
  readonly items: readonly T[];
  /** From 1. */
  readonly number: number;
  /** Of all parts. */
  readonly total: number;
}

/** A table of so many rows stays well below 500 kB, however long the names in it. */
export const PART_ROWS = 200;

/** The list in parts, in order; one empty part of none. */
export function partsOf<T>(items: readonly T[]): readonly Part<T>[] {
  const total = Math.max(1, Math.ceil(items.length / PART_ROWS));
  return Array.from({ length: total }, (_, index) => ({
    items: items.slice(index * PART_ROWS, (index + 1) * PART_ROWS),
    number: index + 1,
    total,
  }));
}

/** The file of a part: the first is the folder's own page. */
export function partFile(number: number): string {
  return number === 1 ? "index.html" : `page-${number}.html`;
}

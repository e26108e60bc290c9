/** At least so much of a file tells how long its rows are; what was read ahead of them is next to nothing beside it. */
const ENOUGH_TO_JUDGE = 2 ** 26;
const SPARE = 1.05;
/** A file that is long only in its name, as a sparse one, is not to have all of that at once. */
const MOST_AT_ONCE = 16;

export interface Progress {
  readonly bytesRead: number;
  readonly size: number;
}

/**
 * How many there is to be room for where `count` fill it. Doubles small arrays; of a large file so much is known that larger ones
 * need room only once, and little that is not used.
 */
export function roomFor(count: number, { bytesRead, size }: Progress): number {
  if (bytesRead < ENOUGH_TO_JUDGE || bytesRead >= size) return 2 * count;
  return Math.ceil(count * Math.min(MOST_AT_ONCE, (size / bytesRead) * SPARE));
}

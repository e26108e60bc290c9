import { UserError } from "@airworthy/evidence";
import type { SeriesQuery } from "./source.ts";

/** Whole windows of time, each of the same length in milliseconds; the first starts at `start`. */
export interface Windows {
  readonly start: number;
  readonly length: number;
  readonly count: number;
}

/** 76 days of minutes. */
const MOST_WINDOWS = 110_000;

/**
 * The whole windows between `from` and `until`. They start at multiples of their length since 1970, so that each look divides
 * time as the one before did. Throws a UserError for a length that is none, or too short for so long a time.
 */
export function windowsBetween({ metric, from, until, window: length }: SeriesQuery, where: string): Windows {
  if (!Number.isSafeInteger(length) || length <= 0) {
    throw new UserError(`${where}: the window of ${metric} must be a whole number of milliseconds above 0`);
  }
  const first = Math.ceil(from / length);
  const count = Math.max(0, Math.floor(until / length) - first);
  if (count <= MOST_WINDOWS) return { start: first * length, length, count };
  throw new UserError(`${where}: ${metric} would have ${count} windows; ${MOST_WINDOWS} are allowed`, {
    remedy: "Give it a longer window.",
  });
}

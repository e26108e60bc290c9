import * as v from "valibot";

const SECONDS: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3_600],
  ["d", 86_400],
]);
const DURATION = /^([1-9]\d{0,8}) ?([smhd])$/;
/** Nobody waits longer than a year. */
const MOST_SECONDS = 366 * 86_400;

/** A time as people write it, such as "4h": a whole number of seconds, minutes, hours or days. */
export const durationSchema = v.pipe(
  v.string("must be a duration such as 30m, 4h or 1d"),
  v.check((text) => secondsOf(text) !== null, "must be a duration such as 30m, 4h or 1d, of at most 366 days"),
);

/** Its seconds; null for what is no duration, of no time or longer than 366 days. */
export function secondsOf(text: string): number | null {
  const [, count, unit] = DURATION.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS.get(unit ?? "") ?? Number.NaN);
  return seconds <= MOST_SECONDS ? seconds : null;
}

import * as v from "valibot";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a clock on the wall of a zone shows. */
export interface LocalTime {
  /** "2026-03-29". */
  readonly date: string;
  /** Since local midnight, 0 to 1,439. */
  readonly minute: number;
}

/** A zone of the IANA database, such as "Europe/Berlin", or "UTC". */
export const zoneSchema = v.pipe(
  v.string("must be a time zone such as Europe/Berlin"),
  v.check(isZone, "must be a time zone that there is, such as Europe/Berlin"),
);

/** What the wall clock of a zone shows at an instant, in milliseconds since 1970; seconds are left out. */
export function localTime(instant: number, zone: string): LocalTime {
  const local = new Date(Math.floor((instant + offsetOf(instant, zone)) / MINUTE) * MINUTE);
  return { date: local.toISOString().slice(0, 10), minute: local.getUTCHours() * 60 + local.getUTCMinutes() };
}

/**
 * The instants at which the wall clock of a zone shows a minute of a day, earliest first: two where clocks are put back over
 * it; where they are put forward over it, the one at which they are. Minute 1,440 is the next midnight.
 */
export function instantsOf({ date, minute }: LocalTime, zone: string): readonly number[] {
  const shown = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE;
  const [before, after] = [offsetOf(shown - DAY, zone), offsetOf(shown + DAY, zone)];
  const [low, high] = [shown - Math.max(before, after), shown - Math.min(before, after)];
  const exact = [...new Set([low, high])].filter((instant) => instant + offsetOf(instant, zone) === shown);
  return exact.length > 0 ? exact : [firstWithOffset(after, low, high, zone)];
}

/** "2026-03-30" after "2026-03-29". */
export function dayAfter(date: string, days = 1): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The minute at which the clocks are put forward, between two instants. */
function firstWithOffset(offset: number, low: number, high: number, zone: string): number {
  let [before, from] = [low, high];
  while (from - before > MINUTE) {
    const middle = before + Math.floor((from - before) / 2 / MINUTE) * MINUTE;
    if (offsetOf(middle, zone) === offset) from = middle;
    else before = middle;
  }
  return from;
}

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetOf(instant: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(instant / 1_000) * 1_000;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** To make one takes longer than to use it a thousand times. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const number = "numeric";
  const fields = { year: number, month: number, day: number, hour: number, minute: number, second: number } as const;
  const made = new Intl.DateTimeFormat("en-US", { calendar: "gregory", hourCycle: "h23", timeZone: zone, ...fields });
  FORMATS.set(zone, made);
  return made;
}

function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

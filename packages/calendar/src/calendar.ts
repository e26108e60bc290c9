import { shortText } from "@airworthy/evidence";
import * as v from "valibot";
import { dayAfter, instantsOf, localTime, zoneSchema } from "./zone.ts";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const WEEK = 7;
const MOST_WINDOWS = 50;
const MOST_FREEZES = 200;
const MOST_REASON_CHARACTERS = 1_000;
const MINUTES_A_DAY = 24 * 60;
/** Nobody waits longer for a window: ten years. */
const FARTHEST = 3_653 * MINUTES_A_DAY * 60_000;
const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

const clockSchema = v.pipe(v.string(), v.regex(CLOCK, 'must be a time of day such as "08:00", at most "24:00"'));

/** When versions may move: on these days of a zone, from a time of day until before another. */
const windowSchema = v.pipe(
  v.strictObject({
    days: v.pipe(v.array(v.picklist(DAYS)), v.minLength(1), v.maxLength(WEEK)),
    from: clockSchema,
    to: clockSchema,
    zone: zoneSchema,
  }),
  v.check(({ from, to }) => from < to, "must end after it begins; for one over midnight write two"),
);

export type Window = v.InferOutput<typeof windowSchema>;

const dateSchema = v.pipe(
  v.string(),
  v.isoDate("must be a date such as 2026-12-20"),
  v.check(isDay, "must be a day that there is"),
);

/** Whole days of a zone, UTC where none is named, on which versions may not move: both ends included. */
const freezeSchema = v.pipe(
  v.strictObject({
    from: dateSchema,
    to: dateSchema,
    zone: v.exactOptional(zoneSchema),
    why: shortText(MOST_REASON_CHARACTERS),
  }),
  v.check(({ from, to }) => from <= to, "must not end before it begins"),
);

export type Freeze = v.InferOutput<typeof freezeSchema>;

export const windowsSchema = v.pipe(v.array(windowSchema), v.maxLength(MOST_WINDOWS));
export const freezesSchema = v.pipe(v.array(freezeSchema), v.maxLength(MOST_FREEZES));

/** When versions may move to more users or another stage; without windows at any time. */
export interface Calendar {
  readonly windows: readonly Window[];
  readonly freezes: readonly Freeze[];
}

/** The first freeze that an instant, in milliseconds since 1970, falls into. */
export function freezeAt({ freezes }: Calendar, instant: number): Freeze | undefined {
  return freezes.find(({ from, to, zone = "UTC" }) => {
    const { date } = localTime(instant, zone);
    return from <= date && date <= to;
  });
}

/** Whether an instant falls into a window, or there are none. */
export function isInWindow({ windows }: Calendar, instant: number): boolean {
  return windows.length === 0 || windows.some((window) => isWithin(window, instant));
}

/** The earliest instant, from the given one on, at which versions may move; null where there is none within ten years. */
export function nextOpening(calendar: Calendar, instant: number): number | null {
  let at = instant;
  while (at - instant <= FARTHEST) {
    const freeze = freezeAt(calendar, at);
    if (freeze === undefined && isInWindow(calendar, at)) return at;
    at = freeze === undefined ? nextWindow(calendar, at) : endOf(freeze);
  }
  return null;
}

function isWithin({ days, from, to, zone }: Window, instant: number): boolean {
  const { date, minute } = localTime(instant, zone);
  return days.includes(weekdayOf(date)) && minuteOf(from) <= minute && minute < minuteOf(to);
}

function endOf({ to, zone = "UTC" }: Freeze): number {
  return Math.min(...instantsOf({ date: to, minute: MINUTES_A_DAY }, zone));
}

/** When the next window opens after an instant. */
function nextWindow({ windows }: Calendar, instant: number): number {
  return Math.min(...windows.map((window) => openingAfter(window, instant)));
}

function openingAfter({ days, from, zone }: Window, instant: number): number {
  const { date } = localTime(instant, zone);
  for (let day = 0; day <= WEEK; day++) {
    const local = { date: dayAfter(date, day), minute: minuteOf(from) };
    const openings = days.includes(weekdayOf(local.date)) ? instantsOf(local, zone) : [];
    const next = openings.find((opening) => opening > instant);
    if (next !== undefined) return next;
  }
  return Number.POSITIVE_INFINITY;
}

function weekdayOf(date: string): Window["days"][number] {
  return DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sun";
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

import { type Calendar, freezeAt, isInWindow, nextOpening } from "./calendar.ts";
import { localTime } from "./zone.ts";

const HOUR = 60;

/**
 * The next opening as a clock shows it where the window that opens is kept, or the freeze that ends where there are no windows:
 * "2026-03-30 08:00 (Europe/Berlin)". From an instant in milliseconds since 1970; null where there is none within ten years.
 */
export function openingInWords(calendar: Calendar, instant: number): string | null {
  const opening = nextOpening(calendar, instant);
  if (opening === null) return null;
  const zone = zoneOf(calendar, opening);
  const { date, minute } = localTime(opening, zone);
  return `${date} ${twoDigits(Math.floor(minute / HOUR))}:${twoDigits(minute % HOUR)} (${zone})`;
}

function zoneOf(calendar: Calendar, opening: number): string {
  const window = calendar.windows.find((one) => isInWindow({ windows: [one], freezes: [] }, opening));
  return window?.zone ?? freezeAt(calendar, opening - 1)?.zone ?? "UTC";
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

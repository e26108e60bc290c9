import { formatCount, formatCounted, formatPercent } from "@airworthy/report";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A longer wait says no more than that nobody should wait for it. */
const LONGEST = 365 * DAY;
/** From two of a larger unit on, the smaller one is more exact than anybody can tell. */
const ENOUGH = 2;

/** A share of users without needless decimals: 0.05 is "5 %", 0.125 is "12.5 %". */
export function shareInWords(share: number): string {
  return formatPercent(share).replace(".0 %", " %");
}

/** A time to wait, rounded up so that it promises nothing too early: "about 6 h"; from seconds, at least 0. */
export function waitInWords(seconds: number): string {
  if (!(seconds <= LONGEST)) return "more than a year";
  if (seconds <= MINUTE) return "a minute";
  if (seconds < ENOUGH * HOUR) return `about ${Math.ceil(seconds / MINUTE)} min`;
  if (seconds < ENOUGH * DAY) return `about ${Math.ceil(seconds / HOUR)} h`;
  return `about ${Math.ceil(seconds / DAY)} days`;
}

/** How long something is to last, exactly: "90 min", "6 h", "1 day"; from seconds, at least 0. */
export function durationInWords(seconds: number): string {
  if (seconds > 0 && seconds % DAY === 0) return formatCounted(seconds / DAY, "day");
  if (seconds > 0 && seconds % HOUR === 0) return `${formatCount(seconds / HOUR)} h`;
  return seconds % MINUTE === 0 ? `${formatCount(seconds / MINUTE)} min` : `${formatCount(seconds)} s`;
}

/** A time as people in several places read it: "2026-03-02 06:15 UTC". */
export function timeInWords(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A count that is an estimate, to two digits: 1,187 is 1,200. Rounded up, as the wait is. */
export function aboutSoMany(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.ceil(count / step) * step;
}

/** A probability: "0.71", "0.0021", "< 0.0001". */
export function probabilityInWords(p: number): string {
  return p < 0.0001 ? "< 0.0001" : String(Number(p.toPrecision(2)));
}

/** A machine's word for a reader: "no-data" is "no data". */
export function codeInWords(code: string): string {
  return code.replaceAll("-", " ");
}

import { formatCount, formatCounted } from "@airworthy/report";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Of a percentage: a finer share cannot be drawn. */
const DECIMALS = 3;

/** A share of users without needless decimals: 0.05 is "5 %", 0.00125 is "0.125 %". */
export function shareInWords(share: number): string {
  return `${Number((share * 100).toFixed(DECIMALS))} %`;
}

/** How long something is to last, exactly: "90 min", "6 h", "1 day"; from seconds, at least 0. */
export function durationInWords(seconds: number): string {
  if (seconds > 0 && seconds % DAY === 0) return formatCounted(seconds / DAY, "day");
  if (seconds > 0 && seconds % HOUR === 0) return `${formatCount(seconds / HOUR)} h`;
  return seconds % MINUTE === 0 ? `${formatCount(seconds / MINUTE)} min` : `${formatCount(seconds)} s`;
}

/** A time as people in several places read it: "2026-03-02 06:15 UTC". */
export function timeInWords(instant: string | number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A text of at most so many characters: what is longer ends with "…". */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** The first digits of a digest: "sha256:0123456789ab…". */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, "sha256:".length + 12)}…`;
}

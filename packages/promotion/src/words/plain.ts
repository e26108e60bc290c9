import { formatCount } from "@airworthy/report";
import { hexOf, shortHex, type Version } from "../fields.ts";

/** A time as people in several places read it: "2026-03-02 06:15 UTC". */
export function timeInWords(instant: string | number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** How long something holds, exactly: "90 min", "30 s"; from whole seconds. */
export function durationInWords(seconds: number): string {
  return seconds % 60 === 0 ? `${formatCount(seconds / 60)} min` : `${formatCount(seconds)} s`;
}

/** A text of at most so many characters: what is longer ends with "…". */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** A version by its number; by the first digits of its digest where it has none. */
export function versionInWords({ version, digest }: Version): string {
  return version ?? shortDigest(digest);
}

/** "sha256:0123456789ab…". */
export function shortDigest(digest: string): string {
  return hexOf(digest) === "" ? digest : `sha256:${shortHex(digest)}…`;
}

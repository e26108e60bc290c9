import type { Unit } from "@airworthy/report";

/**
 * Spellings, in lower case, of units in which a value can be kept as it is. Others, such as nanoseconds, megabytes and
 * percent, stay the file's own words: a value is never rescaled.
 */
const SPELLINGS: readonly (readonly [Unit, readonly string[]])[] = [
  ["rate", ["rate", "ratio", "fraction"]],
  ["number", ["number"]],
  ["count", ["count"]],
  ["seconds", ["s", "sec", "secs", "second", "seconds"]],
  ["milliseconds", ["ms", "msec", "millisecond", "milliseconds"]],
  ["bytes", ["b", "byte", "bytes"]],
  ["dollars", ["$", "usd", "dollar", "dollars"]],
  ["euros", ["€", "eur", "euro", "euros"]],
];

/** The unit that a file's words name; null for any other. */
export function knownUnit(text: string | null): Unit | null {
  const word = text?.trim().toLowerCase() ?? "";
  return SPELLINGS.find(([, words]) => words.includes(word))?.[0] ?? null;
}

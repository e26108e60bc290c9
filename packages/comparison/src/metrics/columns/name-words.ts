/**
 * The words of a column's or metric's name in lower case: "p95_latencyMs" is p95, latency, ms. A "per" and the word after it
 * are left out: dollars per second are dollars.
 */
export function wordsOf(name: string): string[] {
  const words = name
    .slice(0, LONGEST_NAME)
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return words.filter((word, index) => word !== "per" && words[index - 1] !== "per");
}

/** What comes after this in a name says nothing more. */
const LONGEST_NAME = 1000;

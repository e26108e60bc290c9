import { sha256 } from "@airworthy/evidence";

/** What a suite allows. */
const MAX_ID = 80;
const HASH_DIGITS = 8;

/**
 * An id for each name, in order: its letters and digits in lower case, words apart by hyphens. Part of a hash of the name is
 * added where that is too long, empty, or the same for several names, so that no id depends on a name's place.
 */
export function testIds(names: readonly string[]): string[] {
  const words = names.map(wordsOf);
  const counts = new Map<string, number>();
  for (const text of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  return words.map((text, index) => {
    if (text !== "" && text.length <= MAX_ID && counts.get(text) === 1) return text;
    const start = text.slice(0, MAX_ID - HASH_DIGITS - 1).replace(/-$/, "") || "test";
    return `${start}-${sha256(names[index] ?? "").slice(0, HASH_DIGITS)}`;
  });
}

function wordsOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

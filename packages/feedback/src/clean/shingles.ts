import { mix32 } from "@airworthy/stats";

/** Of short texts such as e-mails (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.2.2). */
export const SHINGLE_CHARACTERS = 5;

/** A text as near-duplicates are told by: letters and digits in small letters, whatever stands between them one space. */
export function plainLetters(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** The hashes of all runs of five UTF-16 units of a text, under a seed; as many as there are runs. */
export function shinglesOf(text: string, seed: number): Uint32Array {
  const count = Math.max(0, text.length - SHINGLE_CHARACTERS + 1);
  const hashes = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    let hash = seed | 0;
    for (let offset = 0; offset < SHINGLE_CHARACTERS; offset++) {
      hash = Math.imul(hash ^ text.charCodeAt(at + offset), 0x01000193);
    }
    hashes[at] = mix32(hash);
  }
  return hashes;
}

/** What two sets of hashes have in common, of all that either has: 0 to 1. Sorts both. */
export function jaccard(one: Uint32Array, other: Uint32Array): number {
  one.sort();
  other.sort();
  let [i, j, common, all] = [0, 0, 0, 0];
  while (i < one.length || j < other.length) {
    const a = i < one.length ? (one[i] ?? 0) : Number.POSITIVE_INFINITY;
    const b = j < other.length ? (other[j] ?? 0) : Number.POSITIVE_INFINITY;
    const next = Math.min(a, b);
    if (a === b) common++;
    all++;
    while (i < one.length && one[i] === next) i++;
    while (j < other.length && other[j] === next) j++;
  }
  return all === 0 ? 1 : common / all;
}

import { mix32 } from "@airworthy/stats";

/** Scripts that put no spaces between words: their terms are pairs of neighbouring characters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{M}ー]+|[\p{L}\p{M}\p{N}]+/gu;
/** What the scrubber put for what it took out. */
const PLACEHOLDERS = /\[[a-z][a-z0-9-]{1,40}(?: [0-9a-f]{16})?\]/g;
/** A letter or a number of three digits names no theme. */
const LEAST_LETTERS = 2;
const LONGEST = 40;
/** The beginning of a long comment says what it is about. */
const MOST_TERMS = 300;

/** The words of a text in small letters, and pairs of characters where words are not parted; each as often as it is there. */
export function termsOf(text: string): readonly string[] {
  const plain = text.replace(PLACEHOLDERS, " ").normalize("NFKC").toLowerCase();
  const terms: string[] = [];
  for (const [run] of plain.matchAll(RUNS)) {
    if (UNSPACED.test(run)) terms.push(...pairsOf(run));
    else if (run.length >= LEAST_LETTERS && run.length <= LONGEST && !/^\p{N}+$/u.test(run)) terms.push(run);
    if (terms.length >= MOST_TERMS) return terms.slice(0, MOST_TERMS);
  }
  return terms;
}

/** So many places for terms: two of the few hundred that matter rarely share one. */
export const DIMENSIONS = 2 ** 13;

/** The places of a text's terms, in their order. */
export function placesOf(text: string): Uint16Array {
  return Uint16Array.from(termsOf(text), placeOf);
}

/** The place of a term (Weinberger et al., Feature Hashing, ICML 2009). */
function placeOf(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  return (mix32(hash) >>> 0) % DIMENSIONS;
}

function pairsOf(run: string): string[] {
  const characters = [...run].slice(0, MOST_TERMS + 1);
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

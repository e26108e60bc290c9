import { isAlphanumeric } from "./characters.ts";

/** How far from a value a word may stand that names it, in characters: some ten words before it, five after. */
const BEFORE = 60;
const AFTER = 30;

/**
 * Whether one of `words`, in small letters, stands near the place or in `about`, the name of the field that the text is of.
 * Underscores and hyphens part words, so that "ssn_number" has "ssn"; "single" does not have "sin".
 */
export function isNamed(words: readonly string[], place: Place, about: string): boolean {
  const { text, start, end } = place;
  const before = text.slice(Math.max(0, start - BEFORE), start).toLowerCase();
  if (hasWord(before, words)) return true;
  return hasWord(text.slice(end, end + AFTER).toLowerCase(), words) || hasWord(about.toLowerCase(), words);
}

/** A part of a text. */
export interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function hasWord(text: string, words: readonly string[]): boolean {
  return text !== "" && words.some((word) => containsWord(text, word));
}

function containsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isAlphanumeric(text.charCodeAt(at - 1)) && !isAlphanumeric(text.charCodeAt(at + word.length))) return true;
  }
  return false;
}

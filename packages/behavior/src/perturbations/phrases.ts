import { capitalized, startsSentence } from "./sentence.ts";

/** Phrases to look for, of one word or several, whatever their case. */
export interface PhraseIndex<Value> {
  /** By their first word, in lower case; the longest first. */
  readonly byFirst: ReadonlyMap<string, readonly Phrase<Value>[]>;
}

interface Phrase<Value> {
  readonly folded: string;
  /** As the list has it. */
  readonly listed: string;
  readonly value: Value;
}

export interface PhraseMatch<Value> {
  readonly start: number;
  readonly end: number;
  readonly listed: string;
  readonly value: Value;
}

const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const FIRST_WORD = /^[\p{L}\p{M}\p{N}_]+/u;
/** As far back as an article may stand from its word. */
const ARTICLE_REACH = 6;

/** Of two entries for one phrase the first stands. A phrase that starts with no letter, digit or underscore is never found. */
export function phraseIndex<Value>(entries: Iterable<readonly [string, Value]>): PhraseIndex<Value> {
  const byFirst = new Map<string, Phrase<Value>[]>();
  for (const [listed, value] of entries) {
    const folded = fold(listed);
    const first = FIRST_WORD.exec(folded)?.[0];
    if (first === undefined) continue;
    const phrases = byFirst.get(first) ?? [];
    if (phrases.some((phrase) => phrase.folded === folded)) continue;
    phrases.push({ folded, listed, value });
    byFirst.set(first, phrases);
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.folded.length - a.folded.length);
  return { byFirst };
}

/** Where the phrases stand as whole words, from left to right, the longest at each place, none over another. */
export function findPhrases<Value>(text: string, { byFirst }: PhraseIndex<Value>): PhraseMatch<Value>[] {
  const matches: PhraseMatch<Value>[] = [];
  const folded = fold(text);
  WORD.lastIndex = 0;
  for (let word = WORD.exec(folded); word !== null; word = WORD.exec(folded)) {
    const start = word.index;
    const phrase = byFirst.get(word[0])?.find((candidate) => standsAt(folded, start, candidate.folded));
    if (phrase === undefined) continue;
    const end = start + phrase.folded.length;
    matches.push({ start, end, listed: phrase.listed, value: phrase.value });
    WORD.lastIndex = end;
  }
  return matches;
}

/**
 * The text with other words in the matches' places: capital where the found ones are, unless they always are, and with
 * the article that they need.
 */
export function replacePhrases<Value>(
  text: string,
  matches: readonly PhraseMatch<Value>[],
  replacement: (match: PhraseMatch<Value>) => string,
): string {
  let replaced = "";
  let end = 0;
  for (const match of matches) {
    const found = text.slice(match.start, match.end);
    const word = fitCase(replacement(match), found, match.listed, startsSentence(text, match.start));
    replaced += fitArticle(text.slice(end, match.start), found, word) + word;
    end = match.end;
  }
  return replaced + text.slice(end);
}

/** Lower case, and one kind of apostrophe; as long as the text, so that places in one are places in the other. */
function fold(text: string): string {
  // The one letter whose lower case is longer (Unicode, SpecialCasing.txt).
  return text.replaceAll("İ", "i").toLowerCase().replaceAll("’", "'");
}

function standsAt(folded: string, start: number, phrase: string): boolean {
  if (!folded.startsWith(phrase, start)) return false;
  const end = start + phrase.length;
  return end === folded.length || !FIRST_WORD.test(folded.slice(end, end + 2));
}

function fitCase(word: string, found: string, listed: string, atStart: boolean): string {
  const isUpper = found.length > 1 && found === found.toUpperCase() && found !== found.toLowerCase();
  if (isUpper && listed !== listed.toUpperCase()) return word.toUpperCase();
  const [first, usual] = [found.charAt(0), listed.charAt(0)];
  if (first === usual) return atStart && first !== first.toLowerCase() ? capitalized(word) : word;
  return first === first.toUpperCase() ? capitalized(word) : word.charAt(0).toLowerCase() + word.slice(1);
}

/** "a good" before "excellent" becomes "an": by the letters, as in templates. */
function fitArticle(before: string, found: string, word: string): string {
  if (startsWithVowel(found) === startsWithVowel(word)) return before;
  const cut = Math.max(0, before.length - ARTICLE_REACH);
  const near = before.slice(cut).replace(/(^|\s)(an?)(\s+)$/i, (_, left: string, article: string, right: string) => {
    const letter = article.charAt(0);
    return left + letter + (startsWithVowel(word) ? nFor(article) : "") + right;
  });
  return before.slice(0, cut) + near;
}

function nFor(article: string): string {
  return article === "AN" ? "N" : "n";
}

function startsWithVowel(word: string): boolean {
  return /^[aeiou]/i.test(word);
}

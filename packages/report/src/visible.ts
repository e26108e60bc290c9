/**
 * The most of one untrusted string that any surface shows, in UTF-16 code units: longer than the 300 characters that
 * evidence keeps of an example, short enough that no name can push the rest off a comment.
 */
export const INLINE_CHARACTERS = 500;

const CUT = "…";
const LINE_BREAK = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;
const TAB = /\t/g;

// Unseen, but part of what is seen: an emoji's look, joiners inside an emoji, joiners that Arabic and Indic writing needs.
const EMOJI_LOOK = "(?<=\\p{Emoji})[\\uFE0E\\uFE0F]";
const EMOJI_JOINER = "(?<=\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\uFE0F)\\u200D\\p{Extended_Pictographic}";
const LETTER_JOINER = "(?<=\\p{Script=Arabic}|\\p{M})[\\u200C\\u200D][\\p{L}\\p{M}]";

/** What a reader cannot see or what moves other characters: controls, bidi overrides, zero-width, tags, lone surrogates. */
const UNSEEN = new RegExp(
  `(?!${EMOJI_LOOK}|${EMOJI_JOINER}|${LETTER_JOINER})[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{DI}\\p{NChar}]`,
  "gu",
);

/** Letters, punctuation, arrows, mathematics, lines: all of them seen. Nearly every text is of these, and needs no search. */
const SEEN = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u25ff✓✕]*$/;

/** The first `limit` code units of a text, the last of them "…" where more was there; never half a surrogate pair. */
export function capText(text: string, limit: number = INLINE_CHARACTERS): string {
  if (text.length <= limit) return text;
  const last = text.codePointAt(limit - 2) ?? 0;
  return text.slice(0, last > 0xffff ? limit - 2 : limit - 1) + CUT;
}

/** The text on one line with nothing unseen: a line break reads "⏎", a tab "⇥", anything else unseen "‹U+202E›". */
export function makeVisible(text: string): string {
  return SEEN.test(text) ? text : showUnseen(text.replace(LINE_BREAK, "⏎"));
}

/** The same for a block of text, whose line breaks stay. */
export function makeLinesVisible(text: string): string {
  return text.split(LINE_BREAK).map(showUnseen).join("\n");
}

function showUnseen(text: string): string {
  return text.replace(TAB, "⇥").replace(UNSEEN, nameOf);
}

function nameOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `‹U+${hex.padStart(4, "0")}›`;
}

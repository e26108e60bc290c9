/** One column and one code unit each: ASCII, Latin, punctuation, arrows, mathematics, lines. Spares segmenting. */
const NARROW = /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc✓✕]*$/;

/** Emoji, and the Wide and Fullwidth blocks of Unicode Standard Annex 11 (East Asian Width). */
const WIDE =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns that a terminal gives to visible text: two for each wide character, one for a letter with its accents. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const character of charactersOf(text)) width += WIDE.test(character) ? 2 : 1;
  return width;
}

/** What a reader takes for one character: a letter with its accents, a whole emoji. */
export function charactersOf(text: string): readonly string[] {
  return NARROW.test(text) ? text.split("") : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** One column and one code unit each: ASCII, Latin, punctuation, arrows, mathematics, lines. */
const ONE = "\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u2010-\\u2027\\u2030-\\u205e\\u2190-\\u22ff\\u2500-\\u25fc✓✕";
/** Two columns and one code unit each: ideographs, kana, Hangul syllables, fullwidth forms. */
const TWO = "\\u3000-\\u3029\\u3041-\\u3096\\u30a0-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60";

/** Nothing of the two joins with a neighbour of the two: such texts need no segmenting, which takes long. */
const NARROW = new RegExp(`^[${ONE}]*$`);
const APART = new RegExp(`^[${ONE}${TWO}]*$`);
const DOUBLE = new RegExp(`[${TWO}]`, "g");

/** Emoji, and the Wide and Fullwidth blocks of Unicode Standard Annex 11 (East Asian Width). */
const WIDE =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns that a terminal gives to visible text: two for each wide character, one for a letter with its accents. */
export function displayWidth(text: string): number {
  if (isNarrow(text)) return text.length;
  if (APART.test(text)) return text.length + (text.match(DOUBLE)?.length ?? 0);
  let width = 0;
  for (const character of charactersOf(text)) width += WIDE.test(character) ? 2 : 1;
  return width;
}

/** Whether each code unit of a text takes one column. Other texts may be so too, but take longer to find out. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

/** What a reader takes for one character: a letter with its accents, a whole emoji. */
export function charactersOf(text: string): readonly string[] {
  return APART.test(text) ? text.split("") : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** ASCII's, as Python's string.punctuation has them. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** Words of their own: no letter, digit or underscore on either side, of any script. */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/** What Python's str.split() parts words by. */
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * The words of a text that count in a comparison of answers, as SQuAD's official evaluation has them: in lower case, without
 * punctuation and without the articles a, an and the.
 */
export function normalizedWords(text: string): string[] {
  return text
    .toLowerCase()
    .replace(PUNCTUATION, "")
    .replace(ARTICLES, " ")
    .split(SPACES)
    .filter((word) => word !== "");
}

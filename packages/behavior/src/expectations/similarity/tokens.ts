const WORDS = /[\p{L}\p{M}\p{N}]+/gu;

/** A text's words in lower case: runs of letters, marks and digits of any script. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORDS) ?? [];
}

const PUNCTUATION = /[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]/g;
const ARTICLES = /\b(?:a|an|the)\b/g;
const WHITE_SPACE = /\s+/;

/** The words of an answer as SQuAD normalises them: lower case, no ASCII punctuation, no articles, cut at white space. */
export function answerWords(text: string): string[] {
  const bare = text.toLowerCase().replace(PUNCTUATION, "").replace(ARTICLES, " ");
  return bare.split(WHITE_SPACE).filter((word) => word !== "");
}

const WORD = /"([^"]*)"(?=[ \t]|$)|([^ \t]+)/y;
const SPACE = /[ \t]*/y;

/** A word of a line, and where the rest begins after it. */
export interface Word {
  readonly text: string;
  readonly end: number;
}

/**
 * The words of a line, between spaces and tabs; one in double quotes may hold spaces. Other white space, which nobody can
 * tell from a space, is a part of the word that it stands in: no name has any, a reason may.
 */
export function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    at = endOf(SPACE, line, at);
    WORD.lastIndex = at;
    const match = WORD.exec(line);
    if (match === null) return words;
    at = WORD.lastIndex;
    words.push({ text: match[1] ?? match[2] ?? "", end: at });
  }
  return words;
}

/** What of a line follows a word, as it was written. */
export function restAfter(line: string, word: Word | undefined): string {
  return word === undefined ? "" : line.slice(word.end).trim();
}

function endOf(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(line);
  return pattern.lastIndex;
}

/** What is open in a paragraph, up to a line's end. */
interface Open {
  /** `<details>` opened less those closed. */
  readonly folds: number;
  /** Whether an HTML comment is open. */
  readonly isComment: boolean;
  /** The same count within that comment. */
  readonly foldsInComment: number;
  /** Whether a comment ended, and with it one that may have begun in a block of HTML. */
  readonly closesHidden: boolean;
}

export interface OpenInText extends Open {
  /** Where code may have begun: what was open there, by the length of the run of backticks, in their order. */
  readonly code: ReadonlyMap<number, Open>;
}

const NOTHING: Open = { folds: 0, isComment: false, foldsInComment: 0, closesHidden: false };
export const NOTHING_IN_TEXT: OpenInText = { ...NOTHING, code: new Map() };

/** A tag ends in its line; what is escaped is none. */
const WORDS = /\\[\\<]|\\?`+|<!---?>|<!--|-->|<(\/?)details\b[^<>]*>/gi;
/** More are not looked at: each costs with every line. */
const MOST_RUNS = 32;

/** What is open after one more line of the paragraph: https://spec.commonmark.org/0.31.2/#inlines */
export function readText(before: OpenInText, line: string): OpenInText {
  const code = new Map(before.code);
  let open: Open = before;
  for (const [word, slash] of line.matchAll(WORDS)) {
    if (word.endsWith("`")) open = afterBackticks(word, open, code);
    else if (!word.startsWith("\\")) open = afterHtml(word, slash === "/" ? -1 : 1, open);
  }
  const { folds, isComment, foldsInComment, closesHidden } = open;
  return { folds, isComment, foldsInComment, closesHidden, code };
}

/** A run of the same length makes code of all between; a first backtick that is escaped opens none, but closes. */
function afterBackticks(word: string, open: Open, code: Map<number, Open>): Open {
  const isEscaped = word.startsWith("\\");
  const length = word.length - (isEscaped ? 1 : 0);
  const there = code.get(length);
  if (there !== undefined) {
    const lengths = [...code.keys()];
    for (const later of lengths.slice(lengths.indexOf(length))) code.delete(later);
    return there;
  }
  const opening = isEscaped ? length - 1 : length;
  if (opening > 0 && !open.isComment && !code.has(opening) && code.size < MOST_RUNS) code.set(opening, open);
  return open;
}

function afterHtml(word: string, fold: 1 | -1, open: Open): Open {
  if (word === "-->")
    return open.isComment ? { ...open, isComment: false, foldsInComment: 0, closesHidden: true } : open;
  if (word === "<!--") return open.isComment ? open : { ...open, isComment: true };
  if (word.startsWith("<!")) return { ...open, closesHidden: true };
  return open.isComment
    ? { ...open, foldsInComment: open.foldsInComment + fold }
    : { ...open, folds: open.folds + fold };
}

import { type Blocks, type LineKind, NO_BLOCKS, readLine } from "./markdown-blocks.ts";
import { NOTHING_IN_TEXT, type OpenInText, readText } from "./open-in-text.ts";

/** What is open after a line of Markdown: of what is cut off there, it has to be closed. */
export interface MarkdownState {
  readonly blocks: Blocks;
  /** Of the last line. */
  readonly kind: LineKind;
  /** How many `<details>` are open outside of the paragraph. */
  readonly folds: number;
  /** Whether an HTML comment is open that began in a block of HTML: it hides all that follows. */
  readonly isHidden: boolean;
  /** In the paragraph, while that is open. */
  readonly inText: OpenInText;
}

export const NOTHING_OPEN: MarkdownState = {
  blocks: NO_BLOCKS,
  kind: "blank",
  folds: 0,
  isHidden: false,
  inText: NOTHING_IN_TEXT,
};

/** Of open folds, which are closed one by one: with more nothing is closed. */
const MOST_FOLDS = 16;
const IN_HTML = /<!--|<\/?details\b/gi;
const COMMENT = "<!--";
const COMMENT_END = "-->";

/** The state after one more line, given without its end. */
export function stateAfter(before: MarkdownState, line: string): MarkdownState {
  const { blocks, kind, isContinued } = readLine(before.blocks, line);
  const goesOn = kind === "text" && isContinued;
  const start = { ...(goesOn ? before : withoutText(before)), blocks, kind };
  if (kind === "html") return afterHtml(start, line);
  if (kind !== "text") return start;
  const after = { ...start, inText: readText(start.inText, line) };
  return blocks.leaf.kind === "paragraph" ? after : withoutText(after);
}

/** What closes all that is open, to stand after the last line; empty where nothing is, null where it cannot be closed. */
export function closersOf(state: MarkdownState): string | null {
  const { leaf, containers } = state.blocks;
  const { isComment } = state.inText;
  const { folds, isHidden } = isComment ? hiddenByComment(state) : withoutText(state);
  if (folds > MOST_FOLDS) return null;
  const unfolded = "\n\n</details>".repeat(folds);
  if (leaf.kind === "html" && leaf.end !== null) {
    // Within a quotation or an item it would have to be closed there.
    const isClosable = containers.length === 0 && isHidden === (leaf.closer === COMMENT_END);
    return isClosable ? `\n${leaf.closer}${unfolded}` : null;
  }
  // A block of its own: Markdown would make text of an end alone.
  const shown = isHidden ? `\n\n${COMMENT} ${COMMENT_END}` : "";
  return closerOfFence(state) + (isComment ? `\n${COMMENT_END}` : "") + shown + unfolded;
}

/** What closes the code block; empty without one, and in a quotation or an item, whose end is the code's. */
export function closerOfFence({ blocks: { leaf, containers } }: MarkdownState): string {
  return leaf.kind === "fence" && containers.length === 0 ? `\n${leaf.mark}` : "";
}

/** With its paragraph a comment that never ended becomes text, and what it seemed to hide is there. */
function withoutText(state: MarkdownState): MarkdownState {
  const { folds, foldsInComment, closesHidden } = state.inText;
  return {
    ...state,
    folds: Math.max(0, state.folds + folds + foldsInComment),
    isHidden: state.isHidden && !closesHidden,
    inText: NOTHING_IN_TEXT,
  };
}

/** Where the comment is closed in its paragraph, what it hides stays hidden. */
function hiddenByComment(state: MarkdownState): MarkdownState {
  return withoutText({ ...state, inText: { ...state.inText, foldsInComment: 0 } });
}

function afterHtml(start: MarkdownState, line: string): MarkdownState {
  let { folds, isHidden } = start;
  for (let at = 0; ; ) {
    if (isHidden) {
      const end = line.indexOf(COMMENT_END, at);
      if (end < 0) return { ...start, folds, isHidden };
      [isHidden, at] = [false, end + COMMENT_END.length];
    }
    const found = findAt(IN_HTML, line, at);
    if (found === null) return { ...start, folds, isHidden };
    const [word] = found;
    at = found.index + word.length;
    if (word === COMMENT) [isHidden, at] = [true, afterOpening(found.index)];
    else folds = Math.max(0, folds + (word.startsWith("</") ? -1 : 1));
  }
}

/** From where a comment's end counts: "<!-->" is a whole one. */
function afterOpening(index: number): number {
  return index + "<!".length;
}

function findAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** What is open after a line of Markdown: of what is cut off there, it has to be closed. */
export interface MarkdownState {
  /** The fence that closes the code block, such as "```"; null outside of one. */
  readonly fence: string | null;
  /** Whether an HTML comment is open. */
  readonly isComment: boolean;
  /** How many `<details>` are open. */
  readonly folds: number;
}

export const NOTHING_OPEN: MarkdownState = { fence: null, isComment: false, folds: 0 };

/** In a quotation or a list, too: https://github.github.com/gfm/#fenced-code-blocks */
const OPENING = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*$)|~{3,})/;
const CLOSING = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;
const STRUCTURE = /<!--|<\/?details\b/gi;
const COMMENT_END = "-->";

/** The state after one more line. */
export function stateAfter(before: MarkdownState, line: string): MarkdownState {
  const { fence, isComment } = before;
  if (fence !== null) return closes(line, fence) ? { ...before, fence: null } : before;
  const opened = isComment ? undefined : OPENING.exec(line)?.[1];
  if (opened !== undefined) return { ...before, fence: opened };
  return afterHtml(before, line);
}

/** What closes all that is open, to stand after the last line; empty where nothing is. */
export function closersOf({ fence, isComment, folds }: MarkdownState): string {
  const first = fence === null ? (isComment ? COMMENT_END : "") : fence;
  return `${first === "" ? "" : `\n${first}`}${"\n\n</details>".repeat(folds)}`;
}

/** The same mark, at least as often. */
function closes(line: string, fence: string): boolean {
  return CLOSING.exec(line)?.[1]?.startsWith(fence) ?? false;
}

function afterHtml(before: MarkdownState, line: string): MarkdownState {
  let { folds, isComment } = before;
  STRUCTURE.lastIndex = 0;
  for (let at = 0; ; ) {
    if (isComment) {
      const end = line.indexOf(COMMENT_END, at);
      if (end < 0) break;
      isComment = false;
      STRUCTURE.lastIndex = end + COMMENT_END.length;
    }
    const found = STRUCTURE.exec(line);
    if (found === null) break;
    at = STRUCTURE.lastIndex;
    if (found[0] === "<!--") isComment = true;
    else folds = Math.max(0, folds + (found[0].startsWith("</") ? -1 : 1));
  }
  return { fence: null, isComment, folds };
}

import { closerOfFence, closersOf, type MarkdownState, NOTHING_OPEN, stateAfter } from "./markdown-state.ts";

/** How much a surface takes, as it counts. */
export interface Room {
  readonly most: number;
  measure(text: string): number;
}

export interface Fitted {
  readonly text: string;
  readonly isCut: boolean;
}

/** A place where the text may be cut: how long it is up to there, and what then has to be closed. */
interface Cut {
  readonly end: number;
  readonly closers: string;
}

/** A cut between blocks must keep this much of what a cut between lines keeps: else one long table would be lost whole. */
const LEAST_KEPT = 0.5;
const GAP = "\n\n";

/**
 * The Markdown as it is where it fits, else its start, with a note: cut between two blocks, inside a block that is too
 * long by itself between two lines. What is open at the end is closed, so that what follows is seen as it is meant.
 */
export function fitMarkdown(given: string, room: Room, note: string): Fitted {
  const markdown = given.trimEnd();
  const { all, cuts } = readCuts(markdown, room.most - room.measure(GAP + note), room);
  // An open code block would show what follows; all else that is open hides nothing and shows nothing.
  const whole = `${markdown}${all === null ? "" : closerOfFence(all)}`;
  if (all !== null && room.measure(whole) <= room.most) return { text: whole, isCut: false };
  const [block, line] = cuts;
  const cut = block.end >= line.end * LEAST_KEPT ? block : line;
  const kept = `${markdown.slice(0, cut.end).trimEnd()}${cut.closers}`;
  return { text: kept === "" ? note : `${kept}${GAP}${note}`, isCut: true };
}

/** The last cut between blocks and the last between lines that leave room, and the state at the end where it came so far. */
function readCuts(
  markdown: string,
  most: number,
  { most: whole, measure }: Room,
): { readonly all: MarkdownState | null; readonly cuts: readonly [block: Cut, line: Cut] } {
  const none: Cut = { end: 0, closers: "" };
  let [block, line] = [none, none];
  let state = NOTHING_OPEN;
  let size = 0;
  for (let start = 0; start < markdown.length; ) {
    const end = endOfLine(markdown, start);
    const text = markdown.slice(start, end);
    size += measure(text);
    if (size > whole) return { all: null, cuts: [block, line] };
    state = stateAfter(state, text.replace(/\r?\n$/, ""));
    const closers = closersOf(state);
    if (closers !== null && size + measure(closers) <= most) {
      line = { end, closers };
      if (state.kind === "blank" && !state.isHidden) block = line;
    }
    start = end;
  }
  return { all: state, cuts: [block, line] };
}

function endOfLine(text: string, start: number): number {
  const at = text.indexOf("\n", start);
  return at < 0 ? text.length : at + 1;
}

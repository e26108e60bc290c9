/** A line of a comment that begins with a slash. */
export interface SlashLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

export interface SlashLines {
  /** Paragraphs' text of their own: no quote, no code, no list, nothing hidden. */
  readonly open: readonly SlashLine[];
  /** What goes on from the line above, whatever that is. */
  readonly within: readonly SlashLine[];
}

const BLANK = /^[ \t]*$/;
/** What may begin code, wherever it stands: also in a list or a quote, where we do not follow it. */
const FENCE_ANYWHERE = /^[ \t>*+\-.)0-9]*(?:`{3}|~{3})/;
const OPENING_FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const CLOSING_FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;
/** A tag, a comment, an instruction or a declaration; not the address of a link. */
const HTML = /<(?!https?:)[A-Za-z/!?]/;
const MATHEMATICS = /\$\$/;
/** What programs for mail that mark no line of it put before the letter that is answered: people answer GitHub by mail. */
const LETTER = /^(?:_{8,}|-{3,} ?\p{L}.*-{3,})[ \t]*$|@reply\./u;
/** Below these nothing counts. */
const LAST: readonly RegExp[] = [HTML, MATHEMATICS, LETTER];
/** What could go on in the next line: inline code, the text of a link, what is struck out. */
const GOES_ON = /[`<[$~\\]/;

interface Reading {
  /** The fence that is open; null outside of code. */
  fence: string | null;
  /** Whether the next line begins a paragraph, whatever stands before it. */
  isFree: boolean;
}

/**
 * The lines of a comment that stand for themselves, as a reader sees them: from the first column, at the beginning, after an
 * empty line or after another that begins with a slash. Where Markdown could be read in two ways nothing more counts: after
 * any HTML, which may hide what follows, after mathematics, after code in a list or a quote, and below a letter's head. So of
 * what is quoted, pasted or hidden nothing is ever taken for the author's own line.
 */
export function openLines(body: string): SlashLines {
  const lines = body.split(/\r\n|\n|\r/);
  const open: SlashLine[] = [];
  const within: SlashLine[] = [];
  const reading: Reading = { fence: null, isFree: true };
  for (const [index, text] of lines.entries()) {
    if (reading.fence !== null) {
      closeFence(text, reading);
      continue;
    }
    if (FENCE_ANYWHERE.test(text)) {
      if (!openFence(text, reading)) break;
      continue;
    }
    if (LAST.some((pattern) => pattern.test(text))) break;
    const isOpen = reading.isFree && text.startsWith("/");
    if (text.startsWith("/")) (isOpen ? open : within).push({ number: index + 1, text });
    reading.isFree = BLANK.test(text) || (isOpen && !GOES_ON.test(text));
  }
  return { open, within };
}

/** At the first column it is code for certain: it ends every list and quote. False where nobody can tell. */
function openFence(text: string, reading: Reading): boolean {
  const [, backticks, tildes] = OPENING_FENCE.exec(text) ?? [];
  reading.fence = backticks ?? tildes ?? null;
  reading.isFree = false;
  return reading.fence !== null;
}

function closeFence(text: string, reading: Reading): void {
  const closing = CLOSING_FENCE.exec(text)?.[1];
  if (closing === undefined || reading.fence === null) return;
  if (!closing.startsWith(reading.fence)) return;
  reading.fence = null;
  // After code nothing goes on.
  reading.isFree = true;
}

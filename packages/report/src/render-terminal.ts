import type { Block, Mark, Tone } from "./block.ts";
import { chartTable } from "./charts/chart-table.ts";
import { displayWidth } from "./display-width.ts";
import { MARK_SIGNS } from "./mark.ts";
import { CODE_CHARACTERS } from "./markdown-block.ts";
import { terminalTable } from "./terminal-table.ts";
import { paint, type Span, spansOf } from "./terminal-text.ts";
import { lineOf, wrapLine } from "./terminal-wrap.ts";
import { capText, makeLinesVisible } from "./visible.ts";

export interface TerminalOptions {
  /** Columns; fewer than 20 count as 20. */
  readonly width: number;
  readonly color: boolean;
}

const NARROWEST = 20;
const USUAL = 80;
const INDENT = 2;

const BULLET = [plain("  • "), plain("    ")] as const;
const OPENED = [plain("▾ "), plain("  ")] as const;

/** The sign that stands before an alert, so that colour is never the only one. */
const TONE_MARKS: Readonly<Record<Tone, Mark>> = {
  caution: "bad",
  warning: "watch",
  important: "watch",
  note: "same",
  tip: "good",
};

/**
 * Blocks for a terminal: tables aligned and wrapped to the width, folds open under their title. Untrusted text can move
 * no cursor and set no colour. Without `color` the result holds no escape sequence at all. Ends without a line feed.
 */
export function renderTerminal(blocks: readonly Block[], options: TerminalOptions): string {
  const width = Number.isFinite(options.width) ? Math.max(NARROWEST, Math.floor(options.width)) : USUAL;
  return blockLines(blocks, width, options.color).join("\n");
}

/** Blocks apart by an empty line. */
function blockLines(blocks: readonly Block[], width: number, color: boolean): readonly string[] {
  const shown = blocks.map((block) => linesOf(block, width, color)).filter((lines) => lines.length > 0);
  return shown.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function linesOf(block: Block, width: number, color: boolean): readonly string[] {
  switch (block.kind) {
    case "heading":
      return wrapped(spansOf(block.text, ["strong"]), width, color);
    case "paragraph":
      return wrapped(spansOf(block.text), width, color);
    case "alert": {
      const mark = TONE_MARKS[block.tone];
      const [first = "", ...more] = block.lines;
      const bar = (sign: string): Span => ({ text: `┃ ${sign} `, styles: [mark] });
      const start = hanging(spansOf(first), [bar(MARK_SIGNS[mark]), bar(" ")], width, color);
      return [...start, ...more.flatMap((line) => hanging(spansOf(line), [bar(" "), bar(" ")], width, color))];
    }
    case "list":
      return block.items.flatMap((item) => hanging(spansOf(item), BULLET, width, color));
    case "code":
      return codeLines(block.text, color);
    case "table":
      return terminalTable(block, width, color);
    case "fold":
      return [
        ...hanging(spansOf(block.summary, ["strong"]), OPENED, width, color),
        ...indented(blockLines(block.blocks, width - INDENT, color)),
      ];
    case "chart":
      return [
        ...wrapped(spansOf(block.title, ["strong"]), width, color),
        ...wrapped(spansOf(block.description), width, color),
        ...terminalTable(chartTable(block.drawing), width, color),
      ];
  }
}

function wrapped(spans: readonly Span[], width: number, color: boolean): readonly string[] {
  return wrapLine(lineOf(spans), width).map((line) => paint(line.spans, color));
}

/** A text whose first line starts with one prefix and whose further lines start with another of the same width. */
function hanging(
  spans: readonly Span[],
  [first, further]: readonly [Span, Span],
  width: number,
  color: boolean,
): readonly string[] {
  const lines = wrapLine(lineOf(spans), width - displayWidth(first.text));
  return lines.map((line, index) => paint([index === 0 ? first : further, ...line.spans], color));
}

/** Code is not wrapped: a reader may want to copy it. */
function codeLines(text: string, color: boolean): readonly string[] {
  const lines = makeLinesVisible(capText(text, CODE_CHARACTERS)).split("\n");
  return indented(lines.map((line) => paint([{ text: line, styles: ["code"] }], color)));
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? "" : " ".repeat(INDENT) + line));
}

function plain(text: string): Span {
  return { text, styles: [] };
}

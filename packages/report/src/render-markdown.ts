import type { Block } from "./block.ts";
import type { Budget } from "./budget.ts";
import { formatCount } from "./format.ts";
import { countRows, type Piece, piecesOf, pieceText } from "./markdown-piece.ts";
import { markdownText } from "./markdown-text.ts";

export interface RenderedMarkdown {
  readonly text: string;
  /** Rows of all tables, those inside folds too. */
  readonly shownRows: number;
  readonly totalRows: number;
}

interface Size {
  readonly characters: number;
  readonly bytes: number;
}

const GAP = "\n\n";
const DEFAULT_REST = "the evidence files";

/**
 * Blocks as GitHub Markdown. Without a budget everything is shown. With one, the result is never larger by either
 * count: short text (alerts, headings, paragraphs, lists, folds to paste from) is kept first, then rows, folds and code
 * blocks in their order, each whole or not at all; a table keeps its first rows. Where the first thing is left out, a
 * line says how much is shown and where the rest is. Everything opened is closed. A budget too small even for that line
 * gives an empty text. Takes time in proportion to what is shown of tables and folds, and to all of the rest.
 */
export function renderMarkdown(blocks: readonly Block[], budget?: Budget): RenderedMarkdown {
  const pieces = piecesOf(blocks, budget);
  const all = pieces.map((piece) => piece.parts.length);
  const whole = assemble(pieces, all, "");
  const fitsWhole = pieces.every((piece) => piece.isComplete);
  if (budget === undefined || (fitsWhole && fits(whole, budget))) return { text: whole, ...countRows(pieces, all) };
  const shown = choose(pieces, subtract(budget, sizeOf(GAP + notice(pieces, all, budget))));
  const text = assemble(pieces, shown, notice(pieces, shown, budget));
  if (fits(text, budget)) return { text, ...countRows(pieces, shown) };
  return { text: "", shownRows: 0, totalRows: countRows(pieces, []).totalRows };
}

/** How many parts of each piece are shown: what gives way comes last, so that the verdict and the next step stay. */
function choose(pieces: readonly Piece[], budget: Size): readonly number[] {
  const shown = pieces.map(() => 0);
  let room = budget;
  for (const givesWay of [false, true]) {
    for (const [index, piece] of pieces.entries()) {
      if (piece.givesWay !== givesWay) continue;
      for (const [before, part] of piece.parts.entries()) {
        const left = subtract(room, sizeOf((before === 0 ? GAP : "\n") + part.text));
        if (!(left.characters >= 0 && left.bytes >= 0)) break;
        room = left;
        shown[index] = before + 1;
      }
    }
  }
  return shown;
}

/** The parts that are shown, and the note where the first is not. */
function assemble(pieces: readonly Piece[], shown: readonly number[], note: string): string {
  const texts: string[] = [];
  let rest = note;
  for (const [index, piece] of pieces.entries()) {
    const count = shown[index] ?? 0;
    const isCut = count < piece.parts.length || !piece.isComplete;
    texts.push(pieceText(piece, count), isCut ? rest : "");
    if (isCut) rest = "";
  }
  return texts.filter((text) => text !== "").join(GAP);
}

/** "**37 of 412 rows and 2 of 3 folds shown**; the rest is in the evidence files." */
function notice(pieces: readonly Piece[], shown: readonly number[], budget: Budget): string {
  const { shownRows, totalRows } = countRows(pieces, shown);
  const folds = pieces
    .map((piece, index) => ({ piece, count: shown[index] ?? 0 }))
    .filter(({ piece }) => piece.kind === "fold");
  const counts = [
    ...(totalRows > 0 ? [`${formatCount(shownRows)} of ${formatCount(totalRows)} rows`] : []),
    ...(folds.length > 0 ? [`${folds.filter(({ count }) => count > 0).length} of ${folds.length} folds`] : []),
  ].join(" and ");
  const rest = markdownText(budget.rest ?? DEFAULT_REST, "markdown");
  return `**${counts === "" ? "Shortened" : `${counts} shown`}**; the rest is in ${rest}.`;
}

function sizeOf(text: string): Size {
  return { characters: text.length, bytes: Buffer.byteLength(text) };
}

function subtract(from: Size, size: Size): Size {
  return { characters: from.characters - size.characters, bytes: from.bytes - size.bytes };
}

/** Written so that a budget that is not a number takes nothing. */
function fits(text: string, budget: Size): boolean {
  const { characters, bytes } = sizeOf(text);
  return characters <= budget.characters && bytes <= budget.bytes;
}

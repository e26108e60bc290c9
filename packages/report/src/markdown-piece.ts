import type { Block } from "./block.ts";
import type { Budget } from "./budget.ts";
import type { Drawing } from "./charts/chart.ts";
import { chartTable } from "./charts/chart-table.ts";
import { mermaidPlot } from "./charts/mermaid-plot.ts";
import { givesWay } from "./gives-way.ts";
import { foldMarkdown, markdownBlock, tableLines } from "./markdown-block.ts";

/** What is shown or left out as one: a line or so of text, a fold, a row of a table. */
export interface Part {
  readonly text: string;
  /** Rows of tables in it. */
  readonly rows: number;
}

/** A block as parts of which the first so many can be shown, and what is shown then is closed. */
export interface Piece {
  /** Code and charts count as folds: they are as large, and as far from the verdict. */
  readonly kind: "text" | "fold" | "table";
  /** Whether it is left out before those that do not. */
  readonly givesWay: boolean;
  /** One part, but for a table: its head with its first row, then a row each. None where the only one is too large. */
  readonly parts: readonly Part[];
  /** Whether there are no more parts that were not even made, since they cannot fit. */
  readonly isComplete: boolean;
  /** Rows in those parts. */
  readonly unmade: number;
}

const LARGE: readonly Block["kind"][] = ["fold", "code", "chart"];

/** The blocks that have something to show. */
export function piecesOf(blocks: readonly Block[], budget: Budget | undefined): readonly Piece[] {
  return blocks.map((block) => pieceOf(block, budget)).filter((piece) => piece.parts[0]?.text !== "");
}

/** The first `count` parts of a piece; empty for none. */
export function pieceText(piece: Piece, count: number): string {
  return piece.parts
    .slice(0, count)
    .map((part) => part.text)
    .join("\n");
}

/** Rows in the parts that are shown, and all that there are; `shown` is a count of parts for each piece. */
export function countRows(
  pieces: readonly Piece[],
  shown: readonly number[],
): { readonly shownRows: number; readonly totalRows: number } {
  let shownRows = 0;
  let totalRows = 0;
  for (const [index, piece] of pieces.entries()) {
    shownRows += rowsOf(piece.parts.slice(0, shown[index] ?? 0));
    totalRows += rowsOf(piece.parts) + piece.unmade;
  }
  return { shownRows, totalRows };
}

function pieceOf(block: Block, budget: Budget | undefined): Piece {
  if (block.kind !== "table") {
    const kind = LARGE.includes(block.kind) ? "fold" : "text";
    const text = block.kind === "fold" ? foldMarkdown(block, budget?.characters) : markdownBlock(block);
    const rows = rowsIn([block]);
    const piece = { kind, givesWay: givesWay(block) } as const;
    if (text === null) return { ...piece, parts: [], isComplete: false, unmade: rows };
    return { ...piece, parts: [{ text, rows }], isComplete: true, unmade: 0 };
  }
  const { head, rows } = tableLines(block, budget?.characters);
  const [first, ...others] = rows;
  const opening = first === undefined ? { text: head, rows: 0 } : { text: `${head}\n${first}`, rows: 1 };
  const parts = [opening, ...others.map((text) => ({ text, rows: 1 }))];
  const unmade = block.rows.length - rows.length;
  return { kind: "table", givesWay: true, parts, isComplete: unmade === 0, unmade };
}

function rowsIn(blocks: readonly Block[]): number {
  let rows = 0;
  for (const block of blocks) {
    if (block.kind === "table") rows += block.rows.length;
    if (block.kind === "fold") rows += rowsIn(block.blocks);
    if (block.kind === "chart") rows += drawnRows(block.drawing);
  }
  return rows;
}

/** A chart that Mermaid cannot draw is a table too. */
function drawnRows(drawing: Drawing): number {
  return mermaidPlot(drawing) === null ? chartTable(drawing).rows.length : 0;
}

function rowsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.rows, 0);
}

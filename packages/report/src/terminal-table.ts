import type { Column, Table, Text } from "./block.ts";
import { paint, type Span, spansOf } from "./terminal-text.ts";
import { type Line, lineOf, wrapLine } from "./terminal-wrap.ts";

const GAP = 2;

/** A column narrower than this cannot be read; the table is then shown as records, a line for each cell. */
const READABLE = 10;

const NOTHING: Line = { spans: [], width: 0 };

interface FittedColumn {
  readonly align: Column["align"];
  readonly width: number;
}

/** A table in aligned columns that wrap to fit the width, or, where there is no room for columns, as records. */
export function terminalTable(table: Table, width: number, color: boolean): readonly string[] {
  const { columns, rows } = table;
  const titles = columns.map((column) => lineOf(spansOf(column.title, ["soft"])));
  const widths = fitWidths(naturalWidths(rows, titles), width - GAP * Math.max(0, columns.length - 1));
  if (widths === null) {
    const records = rows.map((row) =>
      record(titles, cellsOf(row, columns), width).map(({ spans }) => paint(spans, color)),
    );
    return records.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
  }
  const fitted = columns.map(({ align }, index): FittedColumn => ({ align, width: widths[index] ?? 0 }));
  const rule = widths.map((size) => lineOf([{ text: "─".repeat(size), styles: ["soft"] }]));
  const lines = [titles, rule].flatMap((row) => rowLines(row, fitted, color));
  for (const row of rows) lines.push(...rowLines(cellsOf(row, columns), fitted, color));
  return lines;
}

function cellsOf(row: readonly Text[], columns: readonly Column[]): readonly Line[] {
  return columns.map((_, index) => cellOf(row, index));
}

/** A cell's line; of one that is missing an empty one. */
function cellOf(row: readonly Text[], index: number): Line {
  return lineOf(spansOf(row[index] ?? ""));
}

/** The widest of each column. The cells are not kept: thousands of them are made anew in less time. */
function naturalWidths(rows: Table["rows"], titles: readonly Line[]): readonly number[] {
  return titles.map(({ width }, index) => rows.reduce((most, row) => Math.max(most, cellOf(row, index).width), width));
}

/** Takes from the widest columns until all fit; null where that leaves one too narrow to read. */
function fitWidths(natural: readonly number[], room: number): readonly number[] | null {
  const total = (cap: number) => natural.reduce((sum, size) => sum + Math.min(size, cap), 0);
  let cap = Math.max(0, ...natural);
  while (cap >= READABLE && total(cap) > room) cap -= 1;
  return total(cap) > room ? null : natural.map((size) => Math.min(size, cap));
}

/** As many lines as its highest cell has. */
function rowLines(row: readonly Line[], columns: readonly FittedColumn[], color: boolean): readonly string[] {
  const cells = row.map((cell, index) => wrapLine(cell, Math.max(1, columns[index]?.width ?? 1)));
  const height = cells.reduce((most, lines) => Math.max(most, lines.length), 1);
  return Array.from({ length: height }, (_, line) => {
    const shown = columns.map((column, index) => padded(cells[index]?.[line] ?? NOTHING, column, color));
    return shown.join(" ".repeat(GAP)).trimEnd();
  });
}

function padded({ spans, width }: Line, column: FittedColumn, color: boolean): string {
  const padding = " ".repeat(Math.max(0, column.width - width));
  const text = paint(spans, color);
  return column.align === "right" ? padding + text : text + padding;
}

/** "what: negation" and so on; a cell without a title, such as a mark, stands before the next one. */
function record(titles: readonly Line[], row: readonly Line[], width: number): readonly Line[] {
  const lines: Span[][] = [];
  let before: readonly Span[] = [];
  for (const [index, cell] of row.entries()) {
    const title = titles[index] ?? NOTHING;
    if (title.width === 0) before = [...before, ...cell.spans, { text: " ", styles: [] }];
    else {
      lines.push([...before, ...title.spans, { text: ": ", styles: ["soft"] }, ...cell.spans]);
      before = [];
    }
  }
  return [...lines, before].filter((line) => line.length > 0).flatMap((line) => wrapLine(lineOf(line), width));
}

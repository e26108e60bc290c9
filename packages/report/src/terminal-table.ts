import type { Table } from "./block.ts";
import { paint, type Span, spansOf, spansWidth } from "./terminal-text.ts";
import { wrapSpans } from "./terminal-wrap.ts";

const GAP = 2;

/** A column narrower than this cannot be read; the table is then shown as records, a line for each cell. */
const READABLE = 10;

/** A table in aligned columns that wrap to fit the width, or, where there is no room for columns, as records. */
export function terminalTable(table: Table, width: number, color: boolean): readonly string[] {
  const titles = table.columns.map((column) => spansOf(column.title, ["soft"]));
  const rows = table.rows.map((row) => table.columns.map((_, index) => spansOf(row[index] ?? "")));
  const widths = fitWidths(naturalWidths([titles, ...rows]), width - GAP * Math.max(0, table.columns.length - 1));
  if (widths === null) {
    const records = rows.map((row) => record(titles, row, width).map((line) => paint(line, color)));
    return records.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
  }
  const rule = widths.map((size) => ({ text: "─".repeat(size), styles: ["soft"] }) satisfies Span);
  return [titles, rule.map((span) => [span]), ...rows].flatMap((row) => rowLines(row, table, widths, color));
}

function naturalWidths(rows: readonly (readonly (readonly Span[])[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, spansWidth(cell));
  }
  return widths;
}

/** Takes from the widest columns until all fit; null where that leaves one too narrow to read. */
function fitWidths(natural: readonly number[], room: number): readonly number[] | null {
  const total = (cap: number) => natural.reduce((sum, size) => sum + Math.min(size, cap), 0);
  let cap = Math.max(0, ...natural);
  while (cap >= READABLE && total(cap) > room) cap -= 1;
  return total(cap) > room ? null : natural.map((size) => Math.min(size, cap));
}

function rowLines(
  row: readonly (readonly Span[])[],
  table: Table,
  widths: readonly number[],
  color: boolean,
): readonly string[] {
  const cells = row.map((cell, index) => wrapSpans(cell, Math.max(1, widths[index] ?? 1)));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const shown = cells.map((lines, index) => {
      const spans = lines[line] ?? [];
      const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - spansWidth(spans)));
      const text = paint(spans, color);
      return table.columns[index]?.align === "right" ? padding + text : text + padding;
    });
    return shown.join(" ".repeat(GAP)).trimEnd();
  });
}

/** "what: negation" and so on; a cell without a title, such as a mark, stands before the next one. */
function record(
  titles: readonly (readonly Span[])[],
  row: readonly (readonly Span[])[],
  width: number,
): readonly (readonly Span[])[] {
  const lines: Span[][] = [];
  let before: readonly Span[] = [];
  for (const [index, cell] of row.entries()) {
    const title = titles[index] ?? [];
    if (spansWidth(title) === 0) before = [...before, ...cell, { text: " ", styles: [] }];
    else {
      lines.push([...before, ...title, { text: ": ", styles: ["soft"] }, ...cell]);
      before = [];
    }
  }
  return [...lines, before].filter((line) => line.length > 0).flatMap((line) => wrapSpans(line, width));
}

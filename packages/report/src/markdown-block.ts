import type { Block, Column, Fold, Table, Text } from "./block.ts";
import type { Chart } from "./charts/chart.ts";
import { chartTable } from "./charts/chart-table.ts";
import { mermaidPlot } from "./charts/mermaid-plot.ts";
import { mermaidSource } from "./charts/mermaid-source.ts";
import { escapeShown } from "./escape-markdown.ts";
import { markdownText } from "./markdown-text.ts";
import { capText, makeLinesVisible } from "./visible.ts";

/** The most of one code block that is shown, in UTF-16 code units. */
export const CODE_CHARACTERS = 10_000;

/** Languages that GitHub only colours; it turns others (mermaid, geojson, math, …) into pictures. */
const LANGUAGES: readonly string[] = ["sh", "json", "yaml", "text", "diff", "js", "ts", "python", "csv"];

/** As it stands in Markdown, where "<" is escaped. */
const NUMBER = /^(?:[+\u2212]|&#6[02];)? ?[\d.,]+ \S{1,8}$/u;

/** A table as Markdown, a row each, so that whole rows can be left out. */
export interface TableLines {
  readonly head: string;
  readonly rows: readonly string[];
}

/** A block as Markdown that closes all it opens; empty where there is nothing to show. */
export function markdownBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${markdownText(block.text, "markdown")}`;
    case "paragraph":
      return markdownText(block.text, "markdown");
    case "alert":
      return alert(block.tone, block.lines);
    case "list":
      return block.items.map((item) => `- ${markdownText(item, "markdown")}`).join("\n");
    case "code":
      return code(block.text, block.language);
    case "table":
      return table(block);
    case "fold":
      return foldMarkdown(block) ?? "";
    case "chart":
      return details(block.title, chartParts(block));
  }
}

/**
 * A fold as Markdown; null where it takes more than `room` UTF-16 code units, which is known long before all of a large
 * one is made.
 */
export function foldMarkdown({ summary, blocks }: Fold, room: number = Number.POSITIVE_INFINITY): string | null {
  const parts: string[] = [];
  let left = room;
  for (const block of blocks) {
    const part = foldedBlock(block, left);
    if (part === null || part.length > left) return null;
    parts.push(part);
    left -= part.length;
  }
  return details(summary, parts);
}

/**
 * A table's head (titles and alignment) and rows. A row has as many cells as there are columns: missing ones are empty.
 * Rows are made until they take more than `room` UTF-16 code units: those after could not be shown.
 */
export function tableLines(table: Table, room: number = Number.POSITIVE_INFINITY): TableLines {
  const titles = table.columns.map((column) => markdownText(column.title, "markdown"));
  const rules = table.columns.map((column) => (column.align === "right" ? "--:" : "---"));
  const rows: string[] = [];
  let used = 0;
  for (const row of table.rows) {
    if (used > room) break;
    const text = line(table.columns.map((column, index) => cell(row[index] ?? "", column)));
    rows.push(text);
    used += text.length;
  }
  return { head: `${line(titles)}\n${line(rules)}`, rows };
}

function table(block: Table): string {
  const { head, rows } = tableLines(block);
  return [head, ...rows].join("\n");
}

/** A number and its unit stay together: "15.2 %" in a narrow column would break at its space. */
function cell(text: Text, column: Column): string {
  const markdown = markdownText(text, "markdown");
  const short = column.align === "right" && NUMBER.test(markdown);
  return short ? markdown.replaceAll(" ", "&nbsp;") : markdown;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function alert(tone: string, lines: readonly Text[]): string {
  const shown = lines.map((text) => markdownText(text, "markdown")).filter((text) => text !== "");
  if (shown.length === 0) return "";
  // A backslash breaks the line where GitHub keeps line breaks (comments) and where it does not (files).
  return `> [!${tone.toUpperCase()}]\n${shown.map((text) => `> ${text}`).join("\\\n")}`;
}

/** A chart makes a fold of its own, but not inside another. */
function foldedBlock(block: Block, room: number): string | null {
  switch (block.kind) {
    case "chart":
      return [markdownText({ kind: "strong", text: block.title }, "markdown"), ...chartParts(block)].join("\n\n");
    case "fold":
      return foldMarkdown(block, room);
    case "table": {
      const { head, rows } = tableLines(block, room);
      return rows.length < block.rows.length ? null : [head, ...rows].join("\n");
    }
    default:
      return markdownBlock(block);
  }
}

/** What the chart shows in words, then Mermaid where it can draw it, else a table with small drawings. */
function chartParts({ title, description, drawing }: Chart): readonly string[] {
  const plot = mermaidPlot(drawing);
  if (plot === null) return [markdownText(description, "markdown"), table(chartTable(drawing))];
  // Two pieces, so that a long description is cut and the legend is not.
  const words: Text = [description, plot.legend === "" ? "" : ` ${plot.legend}`];
  return [markdownText(words, "markdown"), `\`\`\`mermaid\n${mermaidSource(title, plot)}\n\`\`\``];
}

/** Blank lines around the content end the HTML, so that the Markdown inside is Markdown again. */
function details(summary: Text, parts: readonly string[]): string {
  const inside = parts.filter((text) => text !== "");
  return [`<details><summary>${markdownText(summary, "html")}</summary>`, ...inside, "</details>"].join("\n\n");
}

/** A fence longer than any run of backticks inside. Text like a comment's start goes where entities can hide it. */
function code(text: string, language: string): string {
  const shown = makeLinesVisible(capText(text, CODE_CHARACTERS));
  if (shown.includes("<!--")) return `<pre><code>${shown.split("\n").map(escapeShown).join("\n")}</code></pre>`;
  const longest = Math.max(2, ...Array.from(shown.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${LANGUAGES.includes(language) ? language : ""}\n${shown}\n${fence}`;
}

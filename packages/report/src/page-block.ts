import type { Block, Column, Table, Text, Tone } from "./block.ts";
import { pageChart } from "./charts/page-chart.ts";
import { formatCount } from "./format.ts";
import { CODE_CHARACTERS } from "./markdown-block.ts";
import { fittingRows, headingLevel, type PagePlace, pagePlace } from "./page-place.ts";
import { attributeText, escapeHtml, htmlText } from "./page-text.ts";
import { capText, makeLinesVisible } from "./visible.ts";

/** Which of the page's colours a tone takes. */
const TONE_CLASSES: Readonly<Record<Tone, string>> = {
  caution: "bad",
  warning: "watch",
  important: "watch",
  note: "same",
  tip: "good",
};

/** A block as HTML, for where the page has come to: by itself at the start of a page, whose own heading is the h1. */
export function pageBlock(block: Block, place: PagePlace = pagePlace()): string {
  switch (block.kind) {
    case "heading": {
      const level = headingLevel(block.level, place);
      return `<h${level}>${htmlText(block.text)}</h${level}>`;
    }
    case "paragraph":
      return `<p>${htmlText(block.text)}</p>`;
    case "alert":
      return `<div class="alert ${toneClass(block.tone)}" role="note">${block.lines.map(paragraph).join("")}</div>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${htmlText(item)}</li>`).join("")}</ul>`;
    case "code":
      return `<pre tabindex="0"><code>${escapeHtml(makeLinesVisible(capText(block.text, CODE_CHARACTERS)))}</code></pre>`;
    case "table":
      return table(block, place);
    case "fold": {
      const inside = block.blocks.map((folded) => pageBlock(folded, place)).join("\n");
      return `<details><summary>${htmlText(block.summary)}</summary>\n<div class="inside">${inside}</div></details>`;
    }
    case "chart":
      return pageChart(block);
  }
}

export function toneClass(tone: Tone): string {
  return TONE_CLASSES[tone];
}

function paragraph(text: Text): string {
  return `<p>${htmlText(text)}</p>`;
}

/**
 * Scrolls sideways in its own frame; on a phone the rows become cards, so that each cell carries its column's title.
 * The roles say again what the elements are: a browser forgets it once a row is no longer laid out as one.
 */
function table(block: Table, place: PagePlace): string {
  const titles = block.columns.map((column) => attributeText(column.title));
  const rows = fittingRows(tableRows(block, titles), place);
  const head = block.columns.map((column, index) => {
    const text = titles[index] === "" ? '<span class="hidden">mark</span>' : htmlText(column.title);
    return `<th role="columnheader" scope="col"${sideOf(column)}>${text}</th>`;
  });
  const label = titles.filter((title) => title !== "").join(", ");
  const counts = `${formatCount(rows.length)} of ${formatCount(block.rows.length)} rows shown`;
  return [
    `<div class="frame" role="group" tabindex="0" aria-label="Table: ${label}"><table role="table">`,
    `<thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead>`,
    `<tbody role="rowgroup">${rows.join("\n")}</tbody></table></div>`,
    ...(rows.length < block.rows.length
      ? [`<p><strong>${counts}</strong>; the rest is in the evidence files.</p>`]
      : []),
  ].join("\n");
}

/** The rows one by one, so that those without room are never made. */
function* tableRows({ columns, rows }: Table, titles: readonly string[]): Iterable<string> {
  const named = titles.findIndex((title) => title !== "");
  const starts = columns.map((column, index) => {
    if (index === named) return `<th role="rowheader" scope="row"${sideOf(column)}>`;
    return `<td role="cell"${sideOf(column)}${titles[index] === "" ? "" : ` data-title="${titles[index]}"`}>`;
  });
  for (const row of rows) {
    const cells = starts.map(
      (start, index) => `${start}${htmlText(row[index] ?? "")}</${index === named ? "th" : "td"}>`,
    );
    yield `<tr role="row">${cells.join("")}</tr>`;
  }
}

function sideOf(column: Column): string {
  return column.align === "right" ? ' class="right"' : "";
}

import type { Block, Table, Text, Tone } from "./block.ts";
import { pageChart } from "./charts/page-chart.ts";
import { CODE_CHARACTERS } from "./markdown-block.ts";
import { attributeText, escapeHtml, htmlText } from "./page-text.ts";
import { plainText } from "./text.ts";
import { capText, makeLinesVisible } from "./visible.ts";

/** Which of the page's colours a tone takes. */
const TONE_CLASSES: Readonly<Record<Tone, string>> = {
  caution: "bad",
  warning: "watch",
  important: "watch",
  note: "same",
  tip: "good",
};

/** A block as HTML. Headings start at h2: the page has the only h1. */
export function pageBlock(block: Block): string {
  switch (block.kind) {
    case "heading": {
      const level = Math.max(2, block.level - 1);
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
      return table(block);
    case "fold": {
      const inside = block.blocks.map(pageBlock).join("\n");
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
function table(block: Table): string {
  const named = block.columns.findIndex((column) => plainText(column.title) !== "");
  const titles = block.columns.map((column) => attributeText(column.title));
  const head = block.columns.map((column, index) => {
    const side = column.align === "right" ? ' class="right"' : "";
    const text = titles[index] === "" ? '<span class="hidden">mark</span>' : htmlText(column.title);
    return `<th role="columnheader" scope="col"${side}>${text}</th>`;
  });
  const rows = block.rows.map((row) => {
    const cells = block.columns.map((column, index) => {
      const side = column.align === "right" ? ' class="right"' : "";
      const label = index === named || titles[index] === "" ? "" : ` data-title="${titles[index]}"`;
      const text = htmlText(row[index] ?? "");
      return index === named
        ? `<th role="rowheader" scope="row"${side}>${text}</th>`
        : `<td role="cell"${side}${label}>${text}</td>`;
    });
    return `<tr role="row">${cells.join("")}</tr>`;
  });
  const label = titles.filter((title) => title !== "").join(", ");
  return [
    `<div class="frame" role="region" tabindex="0" aria-label="Table: ${label}"><table role="table">`,
    `<thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead>`,
    `<tbody role="rowgroup">${rows.join("\n")}</tbody></table></div>`,
  ].join("\n");
}

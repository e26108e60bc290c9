import { type Html, html, type Place } from "./html.ts";

export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
}

/**
 * A table as the report's pages have it: on a phone its rows become cards, so that each cell carries its column's title,
 * and the roles say again what the elements are, which a browser forgets then.
 */
export function table(label: string, columns: readonly TableColumn[], rows: readonly Html[]): Html {
  const head = columns.map(
    ({ title, align }) => html`<th role="columnheader" scope="col" class="${align ?? "left"}">${title}</th>`,
  );
  return html`<div class="frame" role="group" tabindex="0" aria-label="${label}"><table role="table" class="list">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${rows}</tbody></table></div>`;
}

/** A row of a table: a cell for each column; the first is its header. */
export function tableRow(columns: readonly TableColumn[], places: readonly Place[]): Html {
  const cells = columns.map(({ title, align }, index) => {
    const place = places[index] ?? null;
    return index === 0
      ? html`<th role="rowheader" scope="row">${place}</th>`
      : html`<td role="cell" class="${align ?? "left"}" data-title="${title}">${place}</td>`;
  });
  return html`<tr role="row">${cells}</tr>\n`;
}

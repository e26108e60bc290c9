import { type Html, html } from "./html.ts";
import { type Part, partFile } from "./paging.ts";

/** The way to the other parts of a list that takes several pages; nothing where it takes one. */
export function partLinks({ number, total }: Part, what: string): Html | null {
  if (total === 1) return null;
  const links = Array.from({ length: total }, (_, index) => index + 1).map((other) =>
    other === number
      ? html`<li><span aria-current="page">${other}</span></li>`
      : html`<li><a href="${partFile(other)}">${other}</a></li>`,
  );
  return html`<nav aria-label="${what}, by pages"><ol class="parts">${links}</ol></nav>`;
}

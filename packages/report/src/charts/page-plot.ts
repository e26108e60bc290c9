import { type Mark, type PlotOptions, plot } from "@observablehq/plot";
import { capText, makeVisible } from "../visible.ts";
import type { Chart } from "./chart.ts";
import { SvgDocument, SvgElement } from "./svg-document.ts";

/** How wide a picture is drawn, in pixels: on a desk and on a phone, text as large on both. The style shows one of them. */
export const WIDTHS = { wide: 704, narrow: 320 } as const;

/** As wide as a character of a picture's text is on average, in pixels, and a little more. */
export const CHARACTER = 7.6;

export type Frame = keyof typeof WIDTHS;

/** What a drawing says of its plot; what all have in common is added here. */
export type PagePlot = Omit<PlotOptions<SvgElement>, "document" | "className" | "marks"> & {
  readonly marks: readonly (Mark | readonly Mark[])[];
};

/**
 * Draws a plot as inline SVG, named and described for who does not see it. The same plot gives the same bytes: it has a
 * document of its own and needs no ids. Its looks are classes of the page's style.
 */
export function drawPlot(options: PagePlot, frame: Frame, { title, description }: Chart): string {
  const document = new SvgDocument();
  const marks = options.marks.flat();
  const svg = plot({ ...options, marks, document, className: "drawn" });
  for (const style of svg.children.filter(({ tagName }) => tagName === "style")) svg.removeChild(style);
  withoutNames(svg);
  svg.setAttribute("class", `drawn ${frame}`);
  svg.setAttribute("role", "img");
  const first = svg.children[0] ?? null;
  for (const [name, words] of [
    ["title", title],
    ["desc", description],
  ] as const) {
    const element = new SvgElement(document, name);
    element.textContent = makeVisible(capText(words));
    svg.insertBefore(element, first);
  }
  return svg.outerHTML;
}

/** Plot names its groups ("rule", "dot"); within an image nobody is told, and without a role they may have no name. */
function withoutNames(element: SvgElement): void {
  element.removeAttribute("aria-label");
  for (const child of element.children) withoutNames(child);
}

import { attributeText, htmlText } from "../page-text.ts";
import type { Chart, Drawing } from "./chart.ts";
import { barsPicture } from "./page-bars.ts";
import { CURVES_HEIGHT, CURVES_WIDTH, reliabilityPicture, rocPicture } from "./page-curves.ts";
import { intervalsPicture } from "./page-intervals.ts";
import { legendOf } from "./page-legend.ts";
import type { Picture } from "./page-rows.ts";

/**
 * A chart as a figure with inline SVG, in the page's colours. Who does not see hears the title and the description from
 * the picture; who sees reads them around it. Everything is told apart by shape as well as by colour.
 */
export function pageChart({ title, description, drawing }: Chart): string {
  const [attributes, content] = pictureOf(drawing);
  return [
    `<figure class="chart"><figcaption>${htmlText(title)}</figcaption>`,
    `<p aria-hidden="true">${htmlText(description)}</p>`,
    legendOf(drawing),
    `<svg role="img" ${attributes}><title>${attributeText(title)}</title><desc>${attributeText(description)}</desc>`,
    `${content}</svg></figure>`,
  ].join("\n");
}

function pictureOf(drawing: Drawing): readonly [attributes: string, content: string] {
  switch (drawing.shape) {
    case "intervals":
      return rowsPicture(intervalsPicture(drawing));
    case "bars":
      return rowsPicture(barsPicture(drawing));
    case "roc":
      return [SQUARE, rocPicture(drawing)];
    case "reliability":
      return [SQUARE, reliabilityPicture(drawing)];
  }
}

const SQUARE = `class="drawn square" viewBox="0 0 ${CURVES_WIDTH} ${CURVES_HEIGHT}"`;

function rowsPicture({ height, content }: Picture): readonly [attributes: string, content: string] {
  return [`class="drawn" width="100%" height="${height}"`, content];
}

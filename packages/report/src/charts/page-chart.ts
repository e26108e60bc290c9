import { formatCount } from "../format.ts";
import { htmlText } from "../page-text.ts";
import type { Chart, Drawing, ReliabilityBin, RocPoint } from "./chart.ts";
import { mapVersions } from "./map-versions.ts";
import { barsPlot } from "./page-bars.ts";
import { reliabilityPlot, rocPlot } from "./page-curves.ts";
import { intervalsPlot } from "./page-intervals.ts";
import { legendOf } from "./page-legend.ts";
import { drawPlot, type Frame, type PagePlot } from "./page-plot.ts";
import { trendPlot } from "./page-trend.ts";
import { tenthsOf } from "./tenths.ts";
import { trendNote } from "./trend.ts";

/** More rows make no picture, and a page must stay small: a row takes a kilobyte. Those that are left out are counted. */
const MOST_ROWS = 40;

/** More points of a curve are nearer to each other than a pixel. */
const MOST_POINTS = 500;

/**
 * A chart as a figure with inline SVG, in the page's colours, drawn by Observable Plot: once for a desk and once for a
 * phone, of which the style shows one. Who does not see hears the title and the description from the picture; who sees
 * reads them around it. Everything is told apart by shape as well as by colour.
 */
export function pageChart(chart: Chart): string {
  const drawing = cutDrawing(chart.drawing);
  const draw = (frame: Frame) => drawPlot(plotOf(drawing, frame), frame, chart);
  return [
    `<figure class="chart"><figcaption>${htmlText(chart.title)}</figcaption>`,
    `<p aria-hidden="true">${htmlText(chart.description)}</p>`,
    legendOf(drawing),
    `${draw("wide")}\n${draw("narrow")}${leftOut(chart.drawing, drawing)}</figure>`,
  ].join("\n");
}

function plotOf(drawing: Drawing, frame: Frame): PagePlot {
  switch (drawing.shape) {
    case "intervals":
      return intervalsPlot(drawing, frame);
    case "bars":
      return barsPlot(drawing, frame);
    case "roc":
      return rocPlot(drawing, frame);
    case "reliability":
      return reliabilityPlot(drawing, frame);
    case "trend":
      return trendPlot(drawing, frame);
  }
}

function cutDrawing(drawing: Drawing): Drawing {
  switch (drawing.shape) {
    case "intervals":
      return { ...drawing, rows: drawing.rows.slice(0, MOST_ROWS) };
    case "bars":
      return { ...drawing, rows: drawing.rows.slice(0, MOST_ROWS) };
    case "roc":
      return { ...drawing, versions: mapVersions(drawing.versions, thinned) };
    case "reliability":
      return { ...drawing, versions: mapVersions(drawing.versions, joined) };
    case "trend":
      return drawing;
  }
}

/** Points of a curve at equal steps, and its last. */
function thinned(points: readonly RocPoint[]): readonly RocPoint[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return step <= 1 ? points : points.filter((_, index) => index % step === 0 || index === points.length - 1);
}

/** Many bins by tenths of confidence. */
function joined(bins: readonly ReliabilityBin[]): readonly ReliabilityBin[] {
  return bins.length <= MOST_POINTS ? bins : tenthsOf(bins).filter((bin) => bin !== null);
}

/** How many things of a drawing there are and are drawn, in words; empty where all are. */
function leftOut(all: Drawing, drawn: Drawing): string {
  if (all.shape === "trend") return note(trendNote(all));
  const counts = [all, drawn].map((drawing) => ("rows" in drawing ? drawing.rows.length : 0));
  const [given = 0, shown = 0] = counts;
  return note(given > shown ? `The first ${shown} of ${formatCount(given)} rows are drawn.` : "");
}

function note(words: string): string {
  return words === "" ? "" : `\n<p>${words}</p>`;
}

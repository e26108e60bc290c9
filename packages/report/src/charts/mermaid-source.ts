import type { MermaidPlot } from "./mermaid-plot.ts";
import { mermaidNumber, mermaidText } from "./mermaid-text.ts";

/** Of the bars and of the lines: told apart by shape too, and seen on GitHub's light and dark grounds. */
const BAR_COLOR = "#79aee0";
const LINE_COLORS: readonly string[] = ["#c2410c", "#768390"];

/** Read out, not drawn, so that it may be longer than a label. */
const TITLE_CHARACTERS = 120;

/**
 * A plot as a diagram in Mermaid's language, as GitHub draws it in a comment; nothing untrusted is in it that means
 * anything to Mermaid. The syntax: https://mermaid.js.org/syntax/xyChart.html
 */
export function mermaidSource(title: string, { isAcross, along, up, bars, lines }: MermaidPlot): string {
  const hasBars = bars.length > 0;
  const colors = [...(hasBars ? [BAR_COLOR] : []), ...LINE_COLORS].join(", ");
  const labels = along.labels.map((label) => `"${label}"`).join(", ");
  return [
    "---",
    "config:",
    "  themeVariables:",
    "    xyChart:",
    `      plotColorPalette: "${colors}"`,
    "---",
    `xychart-beta${isAcross ? " horizontal" : ""}`,
    `  accTitle: ${mermaidText(title, TITLE_CHARACTERS) || "chart"}`,
    `  x-axis ${along.title === "" ? "" : `"${along.title}" `}[${labels}]`,
    `  y-axis "${up.title}" ${mermaidNumber(up.from ?? 0)} --> ${mermaidNumber(up.to)}`,
    ...(hasBars ? [`  bar ${series(bars)}`] : []),
    ...lines.map((line) => `  line ${series(line)}`),
  ].join("\n");
}

function series(values: readonly number[]): string {
  return `[${values.map((value) => mermaidNumber(value)).join(", ")}]`;
}

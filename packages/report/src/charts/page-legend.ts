import { comparesBars } from "./bars.ts";
import type { Drawing } from "./chart.ts";

/** A line of the legend: a sample of what is drawn, and what it is. */
type Sample = readonly [drawn: string, words: string];

const LIMIT = `<line x1="14" y1="0" x2="14" y2="14" class="limit"/>`;
const REACH = `<line x1="14" y1="0" x2="14" y2="14" class="reach"/>`;

/** What is what in a picture, for those who see it; empty where there is but one thing. */
export function legendOf(drawing: Drawing): string {
  const items = samplesOf(drawing).map(
    ([drawn, words]) => `<li><svg class="drawn" width="28" height="14">${drawn}</svg> ${words}</li>`,
  );
  return items.length < 2 ? "" : `<ul class="legend" aria-hidden="true">${items.join("")}</ul>`;
}

function samplesOf(drawing: Drawing): readonly Sample[] {
  switch (drawing.shape) {
    case "intervals": {
      const hasLimits = drawing.rows.some(({ margin }) => margin !== null);
      const limit: readonly Sample[] = hasLimits ? [[LIMIT, "margin: beyond it is worse"]] : [];
      return [
        [line("candidate") + dot("candidate solid"), "interval without zero"],
        [line("candidate") + dot("candidate hollow"), "interval with zero"],
        ...limit,
      ];
    }
    case "bars":
      return comparesBars(drawing)
        ? [
            [bar("candidate solid"), "candidate"],
            [bar("baseline hollow"), "baseline"],
          ]
        : [];
    case "roc":
      return curveSamples(drawing.versions.baseline !== null, "", "by chance");
    case "reliability":
      return curveSamples(drawing.versions.baseline !== null, ", larger for more rows", "perfectly calibrated");
    case "trend":
      return drawing.points.some(({ interval }) => (interval ?? null) !== null)
        ? [
            [line("candidate curve") + dot("candidate solid"), "value"],
            [REACH, "its interval"],
          ]
        : [];
  }
}

function curveSamples(compares: boolean, more: string, ideal: string): readonly Sample[] {
  const dots = more !== "";
  return [
    [line("candidate curve") + (dots ? dot("candidate solid") : ""), `candidate${more}`],
    ...(compares ? [[line("baseline curve") + (dots ? dot("baseline hollow") : ""), "baseline"] as const] : []),
    [line("ideal"), ideal],
  ];
}

function line(className: string): string {
  return `<line x1="0" y1="7" x2="28" y2="7" class="${className}"/>`;
}

function dot(className: string): string {
  return `<circle cx="14" cy="7" r="5" class="${className}"/>`;
}

function bar(className: string): string {
  return `<rect x="1" y="2" width="26" height="9" class="${className}"/>`;
}

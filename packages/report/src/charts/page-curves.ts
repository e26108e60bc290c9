import { dot, line, type Mark, ruleX, ruleY, text } from "@observablehq/plot";
import type { ReliabilityDrawing, RocDrawing, Versions } from "./chart.ts";
import { type Frame, type PagePlot, WIDTHS } from "./page-plot.ts";
import { isPoint } from "./roc-rate.ts";
import { isBin } from "./tenths.ts";

/** A square as large as a phone has room for, and a little larger on a desk: a curve's shape needs no more. */
const SIDES: Readonly<Record<Frame, number>> = { wide: 380, narrow: WIDTHS.narrow };

const LEFT = 46;
const TOP = 30;
const RIGHT = 18;
const BOTTOM = 46;

const TICKS: readonly number[] = [0, 0.25, 0.5, 0.75, 1];

/** Circles of the fewest and of the most rows. */
const LEAST_RADIUS = 3;
const MOST_RADIUS = 7;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The candidate's curve solid, the baseline's dashed, chance dotted. */
export function rocPlot({ versions }: RocDrawing, frame: Frame): PagePlot {
  return squarePlot("false positive rate", "true positive rate", frame, versions, (points, look) => [
    curve(
      points.filter(isPoint).map(({ falsePositiveRate: x, truePositiveRate: y }) => ({ x, y })),
      look,
    ),
  ]);
}

/** A circle for each bin, larger for more rows: the candidate's filled, the baseline's hollow. Perfection is dotted. */
export function reliabilityPlot({ versions }: ReliabilityDrawing, frame: Frame): PagePlot {
  const counts = [...versions.candidate, ...(versions.baseline ?? [])].filter(isBin).map(({ count }) => count);
  const most = counts.reduce((larger, count) => Math.max(larger, count), 0);
  const plot = squarePlot("confidence", "accuracy", frame, versions, (bins, look) => {
    const shown = bins.filter(isBin).map(({ confidence: x, accuracy: y, count }) => ({ x, y, count }));
    const circles = dot(shown, { x: ({ x }) => x, y: ({ y }) => y, r: ({ count }) => count, className: look });
    return [
      curve(
        shown.toSorted((a, b) => a.x - b.x),
        look,
      ),
      circles,
    ];
  });
  return { ...plot, r: { type: "sqrt", domain: [0, most], range: [LEAST_RADIUS, MOST_RADIUS] } };
}

/** The baseline is drawn first, so that the candidate lies over it. */
function squarePlot<T>(
  across: string,
  up: string,
  frame: Frame,
  versions: Versions<T>,
  marksOf: (of: T, look: string) => readonly Mark[],
): PagePlot {
  const side = SIDES[frame] - LEFT - RIGHT;
  const same = (tick: number) => tick;
  const percent = (tick: number) => `${tick * 100} %`;
  const scale = { type: "linear", domain: [0, 1], axis: null } as const;
  return {
    width: LEFT + side + RIGHT,
    height: TOP + side + BOTTOM,
    marginTop: TOP,
    marginRight: RIGHT,
    marginBottom: BOTTOM,
    marginLeft: LEFT,
    x: scale,
    y: scale,
    marks: [
      ruleX(TICKS, { x: same, className: "grid" }),
      ruleY(TICKS, { y: same, className: "grid" }),
      text(TICKS, { x: same, text: percent, frameAnchor: "bottom", dy: 18, className: "tick" }),
      text(TICKS, { y: same, text: percent, textAnchor: "end", frameAnchor: "left", dx: -7, className: "tick" }),
      text([up], { text: (words) => words, frameAnchor: "top-left", dx: -LEFT, dy: -22, className: "value" }),
      text([across], { text: (words) => words, frameAnchor: "bottom-right", dy: BOTTOM - 7, className: "value" }),
      line([0, 1], { x: same, y: same, z: null, className: "ideal" }),
      versions.baseline === null ? [] : marksOf(versions.baseline, "baseline hollow"),
      marksOf(versions.candidate, "candidate solid"),
    ],
  };
}

function curve(places: readonly Place[], look: string): Mark {
  const shown = places.length < 2 ? [] : places;
  return line(shown, { x: ({ x }) => x, y: ({ y }) => y, z: null, className: `${look} curve` });
}

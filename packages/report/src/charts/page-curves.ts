import type { ReliabilityDrawing, RocDrawing, Versions } from "./chart.ts";
import { isPoint } from "./roc-rate.ts";
import { at, svgText } from "./svg.ts";
import { isBin } from "./tenths.ts";

/** The square that both rates span, and the room for its labels, in units of the picture. */
const SIDE = 300;
const LEFT = 50;
const TOP = 26;
const RIGHT = 16;
const BOTTOM = 44;

export const CURVES_WIDTH = LEFT + SIDE + RIGHT;
export const CURVES_HEIGHT = TOP + SIDE + BOTTOM;

const TICKS: readonly number[] = [0, 0.25, 0.5, 0.75, 1];

/** Circles of the fewest and of the most rows. */
const LEAST_RADIUS = 3;
const MOST_RADIUS = 7;

type Place = readonly [x: number, y: number];

/** The candidate's curve solid, the baseline's dashed, chance dotted. */
export function rocPicture({ versions }: RocDrawing): string {
  return squarePicture("false positive rate", "true positive rate", versions, (points, look) => {
    const shown = points.filter(isPoint);
    return curve(
      shown.map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]),
      look,
    );
  });
}

/** A circle for each bin, larger for more rows: the candidate's filled, the baseline's hollow. Perfection is dotted. */
export function reliabilityPicture({ versions }: ReliabilityDrawing): string {
  const counts = [...versions.candidate, ...(versions.baseline ?? [])].filter(isBin).map(({ count }) => count);
  const most = counts.reduce((larger, count) => Math.max(larger, count), 0);
  return squarePicture("confidence", "accuracy", versions, (bins, look) => {
    const shown = bins.filter(isBin).toSorted((a, b) => a.confidence - b.confidence);
    const places = shown.map(({ confidence, accuracy }): Place => [confidence, accuracy]);
    const circles = shown.map(({ confidence, accuracy, count }) =>
      circle([confidence, accuracy], Math.sqrt(count / most), look),
    );
    return curve(places, look) + circles.join("");
  });
}

/** The baseline is drawn first, so that the candidate lies over it. */
function squarePicture<T>(across: string, up: string, versions: Versions<T>, draw: (of: T, look: string) => string) {
  const baseline = versions.baseline === null ? "" : draw(versions.baseline, "baseline hollow");
  return [
    ...TICKS.map(tickLines),
    svgText(up, "0", 14, "value"),
    svgText(across, at(LEFT + SIDE), CURVES_HEIGHT - 4, "value end"),
    path([placeOf([0, 0]), placeOf([1, 1])], "ideal"),
    baseline,
    draw(versions.candidate, "candidate solid"),
  ].join("\n");
}

function tickLines(tick: number): string {
  const [x, y] = placeOf([tick, tick]);
  const [left, bottom] = placeOf([0, 0]);
  const [right, top] = placeOf([1, 1]);
  const text = `${tick * 100} %`;
  return [
    path(
      [
        [left, y],
        [right, y],
      ],
      "grid",
    ),
    path(
      [
        [x, bottom],
        [x, top],
      ],
      "grid",
    ),
    svgText(text, at(LEFT - 6), y + 4, "tick end"),
    svgText(text, at(x), bottom + 18, "tick middle"),
  ].join("");
}

function curve(places: readonly Place[], look: string): string {
  return places.length < 2 ? "" : path(places.map(placeOf), `${look} curve`);
}

function circle(place: Place, share: number, look: string): string {
  const [x, y] = placeOf(place);
  const radius = LEAST_RADIUS + share * (MOST_RADIUS - LEAST_RADIUS);
  return `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" class="${look}"/>`;
}

function path(places: readonly Place[], className: string): string {
  return `<polyline points="${places.map(([x, y]) => `${at(x)},${at(y)}`).join(" ")}" class="${className}"/>`;
}

/** Two shares as a place in the picture: up is up. */
function placeOf([x, y]: Place): Place {
  return [LEFT + x * SIDE, TOP + (1 - y) * SIDE];
}

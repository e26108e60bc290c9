import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import type { MeanMetric, RowsMetric } from "../metrics/metric.ts";
import type { Side } from "../tables/side.ts";
import type { Clusters } from "./estimate-types.ts";
import type { Draws } from "./from-draws.ts";
import { gather } from "./sample.ts";

/** A bootstrap of rows, or of clusters, of one metric. Plain data but for the metric, which its id makes again elsewhere. */
export interface RowDrawing {
  readonly metric: MeanMetric | RowsMetric;
  readonly candidate: Side;
  readonly baseline: Side | null;
  /** Row numbers, ascending. */
  readonly rows: Uint32Array;
  /** What each of the rows weighs; null where all weigh 1. */
  readonly weights: Float64Array | null;
  /** The cluster of each of the rows; null where rows are drawn. */
  readonly clusters: Clusters | null;
  /** Of this metric; each draw has its own from it, so that draws can be made anywhere in any order. */
  readonly seed: number;
  readonly draws: number;
}

/** How often each row of a draw came up. Never more than 255 times: of n rows one comes up so often with a chance of 1 in 255!. */
type Counts = Uint8Array<ArrayBuffer>;

/** Makes the draws from number `from` to before `to`. The metric is made ready on either side once. */
export function drawRows(drawing: RowDrawing): (from: number, to: number) => Draws {
  const { metric, candidate, baseline, rows, clusters, seed } = drawing;
  const now = takerOf(metric, candidate, rows);
  const was = baseline === null ? null : takerOf(metric, baseline, rows);
  const redraw = clusters === null ? drawCounts : clusterDrawer(clusters);
  // A byte a row stays in the processor's cache, where metrics look at rows in the order of their scores.
  const counts = new Uint8Array(rows.length);
  const weigh = weigherOf(drawing.weights);
  return (from, to) => {
    const draws = {
      candidate: new Float64Array(to - from),
      baseline: was === null ? null : new Float64Array(to - from),
    };
    for (let draw = from; draw < to; draw++) {
      redraw(counts, createRandom(seedFrom(seed, String(draw))));
      const weights = weigh(counts);
      draws.candidate[draw - from] = now(weights);
      if (was !== null && draws.baseline !== null) draws.baseline[draw - from] = was(weights);
    }
    return draws;
  };
}

type Weights = Counts | Float64Array;

/** A metric on some rows of a side, by their weights. */
function takerOf(metric: MeanMetric | RowsMetric, side: Side, rows: Uint32Array): (weights: Weights) => number {
  if (metric.kind === "rows") {
    const prepared = metric.prepare(side, rows);
    return (weights) => prepared.value(weights);
  }
  const values = gather(metric.valuesOf(side), rows);
  return (weights) => weightedMean(values, weights);
}

function weightedMean(values: Float64Array, weights: Weights): number {
  let sum = 0;
  let total = 0;
  for (let index = 0; index < values.length; index++) {
    const weight = weights[index] ?? 0;
    sum += weight * (values[index] ?? 0);
    total += weight;
  }
  return sum / total;
}

/** Counts times the rows' own weights, if they have any. */
function weigherOf(own: Float64Array | null): (counts: Counts) => Weights {
  if (own === null) return (counts) => counts;
  const weights = new Float64Array(own.length);
  return (counts) => {
    for (let index = 0; index < own.length; index++) weights[index] = (counts[index] ?? 0) * (own[index] ?? 0);
    return weights;
  };
}

/** As many rows as there are, drawn with replacement. */
function drawCounts(into: Counts, random: Random): void {
  into.fill(0);
  for (let left = into.length; left > 0; left--) {
    const row = Math.floor(random.next() * into.length);
    into[row] = (into[row] ?? 0) + 1;
  }
}

/** As many clusters as there are, each with all its rows. */
function clusterDrawer({ codes, count }: Clusters): (into: Counts, random: Random) => void {
  const times = new Uint8Array(count);
  return (into, random) => {
    drawCounts(times, random);
    for (let index = 0; index < into.length; index++) into[index] = times[codes[index] ?? 0] ?? 0;
  };
}

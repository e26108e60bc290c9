import { createRandom, multinomialResampler } from "@airworthy/stats";
import type { Cells } from "../metrics/counts/cells.ts";
import { emptyTally, tally } from "../metrics/counts/tally.ts";
import type { CountMetric } from "../metrics/metric.ts";
import { drawsAffordable } from "./draws-affordable.ts";
import type { Clusters } from "./estimate-types.ts";
import type { Draws } from "./from-draws.ts";

/** About five seconds: a step is a cell drawn or counted, or a class taken into a metric, at some 10 ns. */
const MOST_STEPS = 500_000_000;
/** Each cell is drawn once and counted on two sides. */
const STEPS_PER_CELL = 3;

export interface CellDrawing {
  readonly resamples: number;
  readonly seed: number;
  /** The cluster of each cell, where clusters are drawn rather than rows; each cell then is of one cluster. */
  readonly clusters: Clusters | null;
}

/**
 * One bootstrap over cells for all metrics of counts: rows are drawn with replacement with their label, weight and both
 * predictions together, which is a multinomial draw of the cells' counts, and each metric is taken anew. Where the cells are
 * many, fewer draws are made (see draws-affordable.ts).
 */
export function drawCells(
  metrics: readonly CountMetric[],
  cells: Cells,
  drawing: CellDrawing,
): ReadonlyMap<CountMetric, Draws> {
  const draws = new Map<CountMetric, { candidate: Float64Array; baseline: Float64Array }>();
  if (metrics.length === 0) return draws;
  const steps = STEPS_PER_CELL * cells.counts.length + 2 * metrics.length * cells.classes.length;
  const count = drawsAffordable(drawing.resamples, steps, MOST_STEPS);
  const redraw = drawing.clusters === null ? rowDrawer(cells, drawing.seed) : clusterDrawer(cells, drawing);
  const counts = new Int32Array(cells.counts.length);
  const now = emptyTally(cells.classes);
  const was = emptyTally(cells.classes);
  for (const metric of metrics) {
    draws.set(metric, { candidate: new Float64Array(count), baseline: new Float64Array(count) });
  }
  for (let draw = 0; draw < count; draw++) {
    redraw(counts);
    tally(cells, "candidate", counts, now);
    tally(cells, "baseline", counts, was);
    for (const [metric, { candidate, baseline }] of draws) {
      candidate[draw] = metric.of(now);
      baseline[draw] = metric.of(was);
    }
  }
  return draws;
}

function rowDrawer(cells: Cells, seed: number): (into: Int32Array) => void {
  return multinomialResampler([...cells.counts], createRandom(seed));
}

/** Draws as many clusters as there are, with replacement; each brings all of its cells as they are. */
function clusterDrawer({ counts }: Cells, { clusters, seed }: CellDrawing): (into: Int32Array) => void {
  const { codes, count } = clusters ?? { codes: new Uint32Array(), count: 0 };
  const redraw = multinomialResampler(new Array<number>(count).fill(1), createRandom(seed));
  const times = new Int32Array(count);
  return (into) => {
    redraw(times);
    for (let cell = 0; cell < into.length; cell++) into[cell] = (counts[cell] ?? 0) * (times[codes[cell] ?? 0] ?? 0);
  };
}

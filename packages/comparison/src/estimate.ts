import {
  bootstrapPValue,
  createRandom,
  mcnemarExact,
  multinomialResampler,
  percentileInterval,
} from "@airworthy/stats";
import type { Cells } from "./cells.ts";
import { emptyTally, type Metric, tally } from "./metric.ts";

/** Differences of metrics under this are rounding: a row of the largest table weighs ten thousand times as much. */
export const ROUNDING = 1e-12;

/** What one metric is on either side, and how sure the difference is: candidate minus baseline. */
export interface Estimate {
  readonly metric: Metric;
  readonly candidate: number;
  readonly baseline: number;
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number };
  /** Two-sided, that the true difference is zero: McNemar's exact test for accuracy, else of the bootstrap. */
  readonly pValue: number;
}

export interface Resampling {
  readonly resamples: number;
  readonly seed: number;
  /** Of the percentile intervals. */
  readonly confidence: number;
}

/** A metric's value on the rows as they are. */
export function metricOn(metric: Metric, cells: Cells, predictions: Uint16Array): number {
  return metric.of(tally(cells, predictions, cells.counts, emptyTally(cells.classes)));
}

/** The pairs that only one side got right. */
export function discordant(cells: Cells): { onlyBaseline: number; onlyCandidate: number } {
  let onlyBaseline = 0;
  let onlyCandidate = 0;
  for (const [cell, count] of cells.counts.entries()) {
    const baselineRight = cells.baseline[cell] === cells.labels[cell];
    const candidateRight = cells.candidate[cell] === cells.labels[cell];
    if (baselineRight && !candidateRight) onlyBaseline += count;
    if (candidateRight && !baselineRight) onlyCandidate += count;
  }
  return { onlyBaseline, onlyCandidate };
}

/**
 * Compares both sides on every metric, from one paired bootstrap: rows are drawn with replacement with their label and both
 * predictions together, and each metric is taken anew as it is on the rows themselves.
 */
export function estimate(metrics: readonly Metric[], cells: Cells, resampling: Resampling): Estimate[] {
  const draws = resampleDifferences(metrics, cells, resampling);
  const { onlyBaseline, onlyCandidate } = discordant(cells);
  return metrics.map((metric, index) => {
    const drawn = draws[index] ?? new Float64Array();
    const candidate = metricOn(metric, cells, cells.candidate);
    const baseline = metricOn(metric, cells, cells.baseline);
    const pValue = metric.name === "accuracy" ? mcnemarExact(onlyBaseline, onlyCandidate) : bootstrapPValue(drawn);
    const interval = percentileInterval(drawn, resampling.confidence);
    return {
      metric,
      candidate,
      baseline,
      difference: { estimate: rounded(candidate - baseline), ...interval },
      pValue,
    };
  });
}

function resampleDifferences(metrics: readonly Metric[], cells: Cells, resampling: Resampling): Float64Array[] {
  const resample = multinomialResampler(cells.counts, createRandom(resampling.seed));
  const counts = new Int32Array(cells.counts.length);
  const candidate = emptyTally(cells.classes);
  const baseline = emptyTally(cells.classes);
  const draws = metrics.map(() => new Float64Array(resampling.resamples));
  for (let draw = 0; draw < resampling.resamples; draw++) {
    resample(counts);
    tally(cells, cells.candidate, counts, candidate);
    tally(cells, cells.baseline, counts, baseline);
    for (const [index, metric] of metrics.entries()) {
      const drawn = draws[index];
      if (drawn !== undefined) drawn[draw] = rounded(metric.of(candidate) - metric.of(baseline));
    }
  }
  return draws;
}

function rounded(difference: number): number {
  return Math.abs(difference) < ROUNDING ? 0 : difference;
}

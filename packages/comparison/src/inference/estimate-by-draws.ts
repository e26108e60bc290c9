import { acceleration, clusterSums, seedFrom } from "@airworthy/stats";
import type { MeanMetric, RowsMetric } from "../metrics/metric.ts";
import { differenceOf, type Values, withoutDifference, withoutInterval } from "./conclude.ts";
import { drawsAffordable } from "./draws-affordable.ts";
import type { Estimate } from "./estimate-types.ts";
import { deviationOf, fromDraws } from "./from-draws.ts";
import type { Resampler } from "./resampler.ts";
import { type Sample, unitsOf } from "./sample.ts";

/** A billion visits of a row, by a metric on one side, are about ten seconds of one processor. */
const MOST_VISITS = 1_000_000_000;
/** Enough for a standard error, which needs no tails (Efron and Tibshirani, 1993, section 6.4). */
const STANDARD_ERROR_DRAWS = 200;

/** What is known of a metric that is drawn. */
export interface DrawnMetric {
  /** Of the rows on the difference, for the bias-corrected interval; null where the metric has none. */
  readonly influence: Float64Array | null;
  /** Whether the bootstrap was asked for as the test. */
  readonly isTest: boolean;
}

/**
 * A metric by a bootstrap of rows, or of clusters; see fromDraws. Without a baseline, and without a standard error yet, just enough draws for that are made.
 */
export async function estimateByDraws(
  metric: MeanMetric | RowsMetric,
  values: Values,
  { influence, isTest }: DrawnMetric,
  sample: Sample,
  resampler: Resampler,
): Promise<Estimate> {
  const { candidate, baseline, standardError } = values;
  const { settings, sides, rows } = sample;
  if (Number.isNaN(candidate) || unitsOf(sample) < 2) return withoutSureness(values);
  if ((baseline === null || Number.isNaN(baseline)) && standardError !== null) return withoutDifference(values);
  const affordable = drawsAffordable(settings.resamples, 2 * rows.length, MOST_VISITS);
  const draws = await resampler.run({
    metric,
    candidate: sides.candidate,
    baseline: sides.baseline,
    rows,
    weights: sample.weights,
    clusters: sample.clusters,
    seed: seedFrom(settings.seed, metric.id),
    draws: baseline === null ? Math.min(STANDARD_ERROR_DRAWS, affordable) : affordable,
  });
  const known = { ...values, standardError: standardError ?? deviationOf(draws.candidate) };
  if (baseline === null || Number.isNaN(baseline)) return withoutDifference(known);
  return fromDraws(known, differenceOf(candidate, baseline), draws, {
    isTest,
    acceleration: accelerationOf(influence, sample),
    units: unitsOf(sample),
    ...settings,
  });
}

function withoutSureness(values: Values): Estimate {
  const { candidate, baseline } = values;
  if (baseline === null || Number.isNaN(candidate - baseline)) return withoutDifference(values);
  return withoutInterval(values, differenceOf(candidate, baseline));
}

function accelerationOf(influence: Float64Array | null, { clusters }: Sample): number | null {
  if (influence === null) return null;
  return acceleration(clusters === null ? influence : clusterSums(influence, clusters.codes, clusters.count));
}

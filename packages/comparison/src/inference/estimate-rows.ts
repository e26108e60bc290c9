import { clusterStandardError } from "@airworthy/stats";
import type { RowsMetric } from "../metrics/metric.ts";
import type { Side } from "../tables/side.ts";
import { differenceOf, fromStandardError, withoutDifference } from "./conclude.ts";
import { estimateByDraws } from "./estimate-by-draws.ts";
import type { Asked, Estimate, Method } from "./estimate-types.ts";
import type { Resampler } from "./resampler.ts";
import { type Sample, unitsOf } from "./sample.ts";

/** Whose influence is DeLong's structural components, so that the variance from it is DeLong's. */
const DELONG = /^roc-auc(\(|$)/;

/**
 * A metric of all rows at once. One with an influence function has a standard error from it: DeLong's for ROC AUC, else
 * the delta method's, and of clustered rows the cluster-robust one. One without is drawn, as is any where that is asked for.
 */
export async function estimateRows(
  { metric, test }: Asked & { readonly metric: RowsMetric },
  sample: Sample,
  resampler: Resampler,
): Promise<Estimate> {
  const { candidate: now, baseline: was } = sample.sides;
  // One side after the other: what the first was made ready with can go before the second is.
  const ours = measured(metric, now, sample);
  const theirs = was === null ? null : measured(metric, was, sample);
  const { value: candidate, influence: own } = ours;
  const baseline = theirs?.value ?? null;
  const values = { candidate, baseline, standardError: own === null ? null : standardErrorOf(own, sample) };
  const influence = own === null || !theirs?.influence ? null : subtracted(own, theirs.influence);
  if (test === "bootstrap" || !ours.hasInfluence) {
    return await estimateByDraws(metric, values, { influence, isTest: test === "bootstrap" }, sample, resampler);
  }
  if (influence === null || baseline === null) return withoutDifference(values);
  const method = methodOf(metric, sample);
  const units = unitsOf(sample);
  return fromStandardError(values, differenceOf(candidate, baseline), {
    standardError: standardErrorOf(influence, sample),
    units,
    degreesOfFreedom: method === "delong" ? Number.POSITIVE_INFINITY : units - 1,
    method,
    confidence: sample.settings.confidence,
  });
}

interface MeasuredSide {
  readonly value: number;
  /** Null where the metric has none, or is not defined on these rows. */
  readonly influence: Float64Array | null;
  readonly hasInfluence: boolean;
}

function measured(metric: RowsMetric, side: Side, { rows, weights }: Sample): MeasuredSide {
  const prepared = metric.prepare(side, rows);
  const value = prepared.value(weights);
  const influence = Number.isNaN(value) ? null : (prepared.influence?.() ?? null);
  return { value, influence, hasInfluence: prepared.influence !== undefined };
}

/** In place: ten million rows are 80 megabytes. */
function subtracted(values: Float64Array, others: Float64Array): Float64Array {
  for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) - (others[index] ?? 0);
  return values;
}

/** The root of the mean of squares over the number of rows; of clusters, of their sums. */
function standardErrorOf(influence: Float64Array, { clusters, rows }: Sample): number {
  if (clusters !== null) return clusterStandardError(influence, clusters.codes, clusters.count);
  return Math.sqrt(influence.reduce((sum, value) => sum + value * value, 0)) / rows.length;
}

function methodOf(metric: RowsMetric, { clusters }: Sample): Method {
  if (clusters !== null) return "cluster-robust";
  return DELONG.test(metric.id) ? "delong" : "delta-method";
}

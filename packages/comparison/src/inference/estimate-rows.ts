import { clusterStandardError } from "@airworthy/stats";
import type { PreparedMetric, RowsMetric } from "../metrics/metric.ts";
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
  const { sides, rows, weights } = sample;
  const now = metric.prepare(sides.candidate, rows);
  const was = sides.baseline === null ? null : metric.prepare(sides.baseline, rows);
  const candidate = now.value(weights);
  const baseline = was === null ? null : was.value(weights);
  const ours = influenceOf(now, candidate);
  const values = { candidate, baseline, standardError: ours === null ? null : standardErrorOf(ours, sample) };
  const theirs = was === null ? null : influenceOf(was, baseline);
  const influence = ours === null || theirs === null ? null : ours.map((value, index) => value - (theirs[index] ?? 0));
  if (test === "bootstrap" || now.influence === undefined) {
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

function influenceOf(prepared: PreparedMetric, value: number | null): Float64Array | null {
  if (prepared.influence === undefined || value === null || Number.isNaN(value)) return null;
  return prepared.influence();
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

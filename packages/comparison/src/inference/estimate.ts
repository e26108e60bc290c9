import type { CountMetric, DriftMetric } from "../metrics/metric.ts";
import { checkTest } from "./check-test.ts";
import { withoutDifference } from "./conclude.ts";
import { estimateCounts } from "./estimate-counts.ts";
import { estimateMean } from "./estimate-means.ts";
import { estimateRows } from "./estimate-rows.ts";
import type { Asked, ComparedSides, Estimate, InferenceSettings } from "./estimate-types.ts";
import type { Resampler } from "./resampler.ts";
import { type Sample, sampleOf } from "./sample.ts";

/**
 * What each metric is on some rows of either side (row numbers, ascending), and how sure the difference is; in the order asked.
 * Each kind of metric has its own statistics: see estimateCounts, estimateMean and estimateRows. The answer depends on the
 * rows and the seed alone. Throws a UserError for a test that a metric or these rows do not allow, and what metrics throw.
 */
export async function estimate(
  asked: readonly Asked[],
  sides: ComparedSides,
  rows: Uint32Array,
  settings: InferenceSettings,
  resampler: Resampler,
): Promise<Estimate[]> {
  const sample = sampleOf(sides, rows, settings);
  for (const one of asked)
    checkTest(one, { hasWeights: sample.weights !== null, hasClusters: sample.clusters !== null });
  if (rows.length === 0) return asked.map(() => nothing(sides));
  const counted = estimateCounts(asked.filter(isOfCounts), sample).values();
  const estimates: Estimate[] = [];
  for (const one of asked) {
    const found = isOfCounts(one) ? counted.next().value : await estimateOne(one, sample, resampler);
    if (found !== undefined) estimates.push(found);
  }
  return estimates;
}

function isOfCounts(asked: Asked): asked is Asked & { readonly metric: CountMetric } {
  return asked.metric.kind === "counts";
}

function estimateOne({ metric, test }: Asked, sample: Sample, resampler: Resampler): Promise<Estimate> | Estimate {
  if (metric.kind === "mean") return estimateMean({ metric, test }, sample, resampler);
  if (metric.kind === "rows") return estimateRows({ metric, test }, sample, resampler);
  if (metric.kind === "drift") return driftOf(metric, sample);
  throw new Error(`${metric.id} is estimated with the other metrics of counts`);
}

/** A drift is itself a comparison: the value stands on the candidate's side, and there is no difference. */
function driftOf(metric: DriftMetric, { sides: { candidate, baseline }, rows }: Sample): Estimate {
  const drift = baseline === null ? Number.NaN : metric.between(baseline, candidate, rows);
  return withoutDifference({ candidate: drift, baseline: null, standardError: null });
}

function nothing({ baseline }: ComparedSides): Estimate {
  return withoutDifference({ candidate: Number.NaN, baseline: baseline && Number.NaN, standardError: null });
}

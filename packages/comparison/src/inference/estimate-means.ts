import { clusterStandardError, seedFrom, signFlipTest, wilcoxonSignedRank } from "@airworthy/stats";
import type { MeanMetric } from "../metrics/metric.ts";
import { differenceOf, fromStandardError, type Values, withoutDifference } from "./conclude.ts";
import { drawsAffordable } from "./draws-affordable.ts";
import { estimateByDraws } from "./estimate-by-draws.ts";
import type { Asked, Estimate } from "./estimate-types.ts";
import { type MeanAndError, meanAndError, meanInfluence } from "./mean-and-error.ts";
import { fromPairedOutcomes, type PairedOutcomes } from "./paired-outcomes.ts";
import { type PairedValues, pairedValues } from "./paired-values.ts";
import type { Resampler } from "./resampler.ts";
import { type Sample, unitsOf } from "./sample.ts";

/** About ten seconds of flipping signs. */
const MOST_FLIPS = 2_000_000_000;

/**
 * A metric that is the mean of a value a row. Values of 0 and 1 in independent rows of equal weight: McNemar's exact test and
 * Newcombe's interval. Else Student's t of the paired differences, which weights and clusters make robust; of the tests that can
 * be asked for, Wilcoxon's and the permutation test give the p-value alone, and the bootstrap the interval too.
 */
export async function estimateMean(
  { metric, test }: Asked & { readonly metric: MeanMetric },
  sample: Sample,
  resampler: Resampler,
): Promise<Estimate> {
  const paired = pairedValues(metric, sample);
  const { candidate: now, baseline: was } = paired;
  const { mean, standardError } = meanOf((row) => now[row] ?? Number.NaN, sample);
  const candidate = shareOrMean(metric, mean, sample);
  if (was === null) return withoutDifference({ candidate, baseline: null, standardError });
  const baseline = shareOrMean(metric, meanOf((row) => was[row] ?? Number.NaN, sample).mean, sample);
  const values = { candidate, baseline, standardError };
  if (Number.isNaN(values.candidate - values.baseline)) return withoutDifference(values);
  const differenceAt = (row: number) => (now[row] ?? Number.NaN) - (was[row] ?? Number.NaN);
  if (test === "bootstrap") {
    const influence = meanInfluence(differenceAt, values.candidate - values.baseline, sample);
    return await estimateByDraws(metric, values, { influence, isTest: true }, sample, resampler);
  }
  const areIndependent = sample.weights === null && sample.clusters === null;
  if (metric.isBinary && areIndependent && test === null) {
    return fromPairedOutcomes(values, outcomesOf(paired, sample), sample.settings.confidence);
  }
  const byT = studentEstimate(values, differenceAt, sample);
  return test === null || test === "paired-t" ? byT : otherTest(byT, test, differenceAt, sample);
}

/** A share of rows is the quotient of two counts: 38 of 50 are 0.76, whatever the sums' last digits are. */
function shareOrMean({ isBinary }: MeanMetric, mean: number, { rows, weights }: Sample): number {
  return isBinary && weights === null ? Math.round(mean * rows.length) / rows.length : mean;
}

function meanOf(valueAt: (row: number) => number, sample: Sample): MeanAndError {
  const { clusters } = sample;
  const plain = meanAndError(valueAt, sample, unitsOf(sample));
  if (clusters === null) return plain;
  const influence = meanInfluence(valueAt, plain.mean, sample);
  return { mean: plain.mean, standardError: clusterStandardError(influence, clusters.codes, clusters.count) };
}

function studentEstimate(values: Values, differenceAt: (row: number) => number, sample: Sample): Estimate {
  const { mean, standardError } = meanOf(differenceAt, sample);
  // The means tell whether the differences are but rounding; their own mean has more digits.
  const estimate = differenceOf(values.candidate, values.baseline ?? Number.NaN) === 0 ? 0 : mean;
  return fromStandardError(values, estimate, {
    standardError,
    units: unitsOf(sample),
    degreesOfFreedom: unitsOf(sample) - 1,
    method: sample.clusters === null ? "paired-t" : "cluster-robust",
    confidence: sample.settings.confidence,
  });
}

/** The interval is Student's. */
function otherTest(
  byT: Estimate,
  test: "wilcoxon" | "permutation",
  differenceAt: (row: number) => number,
  { rows, settings }: Sample,
): Estimate {
  const differences = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) differences[index] = differenceAt(rows[index] ?? 0);
  if (test === "wilcoxon") return { ...byT, test, pValue: wilcoxonSignedRank(differences).pValue };
  const resamples = drawsAffordable(settings.resamples, rows.length, MOST_FLIPS);
  const { pValue } = signFlipTest(differences, { resamples, seed: seedFrom(settings.seed, "sign-flips") });
  return { ...byT, test, pValue, resamples };
}

function outcomesOf({ candidate, baseline }: PairedValues, { rows }: Sample): PairedOutcomes {
  let [both, onlyCandidate, onlyBaseline] = [0, 0, 0];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const isRight = candidate[row] === 1;
    const wasRight = baseline?.[row] === 1;
    if (isRight && wasRight) both++;
    else if (isRight) onlyCandidate++;
    else if (wasRight) onlyBaseline++;
  }
  return { both, onlyCandidate, onlyBaseline, neither: rows.length - both - onlyCandidate - onlyBaseline };
}

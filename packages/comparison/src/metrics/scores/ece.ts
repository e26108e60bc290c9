import { UserError } from "@airworthy/evidence";
import type { Side } from "../../tables/side.ts";
import type { MetricDefinition, Parameters, RowsMetric } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { wholeParameter } from "../parameters.ts";
import {
  type BinnedConfidences,
  binConfidences,
  type CalibrationBin,
  DEFAULT_BINS,
  MOST_BINS,
  sumByBin,
} from "./calibration-bins.ts";
import { scoreRequests } from "./class-scores.ts";
import { confidencesOf } from "./confidence.ts";
import { probabilitiesWanted } from "./probabilities.ts";
import { weightsOf } from "./ranked-class.ts";

/** The expected calibration error. */
export const ece: MetricDefinition = {
  name: "ece",
  aliases: ["expected-calibration-error"],
  parameters: ["bins", "class"],
  summary:
    "Expected calibration error: how far the share of right answers is from the confidence in the top class, or in class=, on average over bins (15) of equal width. Guo et al. (2017); scikit-learn has none.",
  create: (parameters, context): RowsMetric => {
    const wanted = probabilitiesWanted("ece", parameters, context);
    const bins = binCount(parameters);
    // Each slice is made ready on the same side.
    const kept = new WeakMap<Side, BinnedConfidences>();
    const binned = (side: Side): BinnedConfidences => {
      const found = kept.get(side) ?? binConfidences(confidencesOf(side, wanted), bins);
      kept.set(side, found);
      return found;
    };
    return {
      kind: "rows",
      id: metricId("ece", { bins: bins === DEFAULT_BINS ? null : bins, class: wanted.subject.named }),
      direction: "lower-is-better",
      directionSource: "definition",
      unit: "rate",
      range: [0, 1],
      requests: scoreRequests(context),
      prepare: (side, rows) => {
        const confidences = binned(side);
        return {
          value: (weights) => errorOf(sumByBin(confidences, rows, weights)),
          influence: () => influence(confidences, rows, weightsOf(side, rows)),
        };
      },
    };
  },
};

function binCount(parameters: Parameters): number {
  const bins = wholeParameter(parameters, "bins", 1, DEFAULT_BINS);
  if (bins <= MOST_BINS) return bins;
  throw new UserError(`bins is ${bins}; at most ${MOST_BINS} are allowed`);
}

function errorOf(bins: readonly CalibrationBin[]): number {
  let error = 0;
  let all = 0;
  for (const { weight, confidence, right } of bins) {
    error += Math.abs(right - confidence);
    all += weight;
  }
  return error / all;
}

/**
 * With the sign of each bin's gap held: near no gap at all the error varies less than that says, so that intervals are wide
 * rather than narrow.
 */
function influence(confidences: BinnedConfidences, rows: Uint32Array, weights: Float64Array | null): Float64Array {
  const bins = sumByBin(confidences, rows, weights);
  const error = errorOf(bins);
  const signs = bins.map(({ right, confidence }) => Math.sign(right - confidence));
  const mean = bins.reduce((sum, { weight }) => sum + weight, 0) / rows.length;
  const influences = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const gap = (confidences.isRight[row] ?? 0) - (confidences.confidence[row] ?? 0);
    const weight = weights === null ? 1 : (weights[index] ?? 0);
    influences[index] = (weight / mean) * ((signs[confidences.binOfRow[row] ?? 0] ?? 0) * gap - error);
  }
  return influences;
}

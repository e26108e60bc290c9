import type { Confidences } from "./confidence.ts";

/** Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, 2017. */
export const DEFAULT_BINS = 15;

/** Each row's bin is kept in 16 bits; so many are no longer bins of anything. */
export const MOST_BINS = 10_000;

/** Confidences, and by row which of a number of bins of equal width over [0, 1] each is in. */
export interface BinnedConfidences extends Confidences {
  readonly bins: number;
  readonly binOfRow: Uint16Array;
}

/** What a bin holds: sums over its rows, each as often as it weighs. */
export interface CalibrationBin {
  weight: number;
  confidence: number;
  right: number;
}

/** A bin holds its upper end; the first also holds 0. */
export function binConfidences({ confidence, isRight }: Confidences, bins: number): BinnedConfidences {
  const binOfRow = new Uint16Array(confidence.length);
  for (let row = 0; row < binOfRow.length; row++) binOfRow[row] = binOf(confidence[row] ?? 0, bins);
  return { confidence, isRight, bins, binOfRow };
}

/** Of some rows; weights[i] is of rows[i], null where all weigh 1. */
export function sumByBin(
  { confidence, isRight, bins, binOfRow }: BinnedConfidences,
  rows: Uint32Array,
  weights: ArrayLike<number> | null,
): CalibrationBin[] {
  const sums = Array.from({ length: bins }, (): CalibrationBin => ({ weight: 0, confidence: 0, right: 0 }));
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const weight = weights === null ? 1 : (weights[index] ?? 0);
    const bin = sums[binOfRow[row] ?? 0];
    if (bin === undefined) continue;
    bin.weight += weight;
    bin.confidence += weight * (confidence[row] ?? 0);
    bin.right += weight * (isRight[row] ?? 0);
  }
  return sums;
}

/** A bin's ends are the doubles nearest to k / bins: what a product rounds puts no row beside its bin. */
function binOf(confidence: number, bins: number): number {
  const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
  if (bin > 0 && confidence <= bin / bins) return bin - 1;
  return bin < bins - 1 && confidence > (bin + 1) / bins ? bin + 1 : bin;
}

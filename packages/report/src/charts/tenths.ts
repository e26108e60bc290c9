import type { ReliabilityBin } from "./chart.ts";

const TENTHS = 10;

/**
 * Bins put together by tenths of confidence, each with its rows' mean confidence and accuracy; null where there are no
 * rows. A bin that is not one (not a number, outside 0 to 1, without rows) is passed over.
 */
export function tenthsOf(bins: readonly ReliabilityBin[]): readonly (ReliabilityBin | null)[] {
  const tenths = Array.from({ length: TENTHS }, () => ({ confidence: 0, accuracy: 0, count: 0 }));
  for (const { confidence, accuracy, count } of bins.filter(isBin)) {
    const tenth = tenths[Math.min(TENTHS - 1, Math.floor(confidence * TENTHS + 1e-9))];
    if (tenth === undefined) continue;
    tenth.confidence += confidence * count;
    tenth.accuracy += accuracy * count;
    tenth.count += count;
  }
  return tenths.map(({ confidence, accuracy, count }) =>
    count === 0 ? null : { confidence: confidence / count, accuracy: accuracy / count, count },
  );
}

/** Whether a bin can be drawn. */
export function isBin({ confidence, accuracy, count }: ReliabilityBin): boolean {
  return isShare(confidence) && isShare(accuracy) && count > 0 && Number.isFinite(count);
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

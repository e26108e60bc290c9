import { type Bucket, quantileDifference, type Ranked, rankedBuckets, type SequenceSettings } from "@airworthy/stats";
import { type Bound, type Comparison, compared } from "./comparison.ts";
import { distanceTo } from "./forecast.ts";

/** Units in each bucket, one more than there are limits, of each version. */
export interface CellCounts {
  readonly candidate: readonly number[];
  readonly baseline: readonly number[];
}

/**
 * A quantile by the sequence of the difference. Values are known to their buckets: a version's is the limit of the bucket that
 * the quantile is in, or the last limit where it is above all. Each version has some. Throws a RangeError for counts that are none.
 */
export function compareQuantiles(
  counts: CellCounts,
  limits: readonly number[],
  quantile: number,
  settings: SequenceSettings,
): Comparison {
  const [candidate, baseline] = [rankedOf(counts.candidate, limits), rankedOf(counts.baseline, limits)];
  const values = {
    candidate: { value: ownValue(candidate, limits, quantile), units: candidate.count },
    baseline: { value: ownValue(baseline, limits, quantile), units: baseline.count },
  };
  const estimate = values.candidate.value - values.baseline.value;
  // The plan's number is of both versions in halves, and the mixture is one a version.
  const interval = quantileDifference(candidate, baseline, quantile, {
    ...settings,
    tightestAt: settings.tightestAt / 2,
  });
  return compared({
    ...values,
    estimate,
    interval,
    level: 1 - settings.alpha,
    method: "quantile",
    adjusted: false,
    isExact: true,
    growthTo: (bound) => growthTo(bound, estimate, bound.side === "below" ? interval.high : interval.low),
  });
}

/** An interval of ranks, and so of values as near as that, is about as wide as the square root of the units is small. */
function growthTo(bound: Bound, estimate: number, end: number): number | null {
  const distance = distanceTo(bound, estimate);
  const growth = (Math.abs(end - estimate) / distance) ** 2;
  return distance > 0 && Number.isFinite(growth) ? Math.max(1, growth) : null;
}

function rankedOf(counts: readonly number[], limits: readonly number[]): Ranked {
  if (counts.length !== limits.length + 1) {
    throw new RangeError(`${counts.length} counts cannot be those of ${limits.length} limits and above`);
  }
  let countAtMost = 0;
  const buckets = limits.map((limit, place): Bucket => {
    countAtMost += counts[place] ?? 0;
    return { limit, countAtMost };
  });
  return rankedBuckets(buckets, countAtMost + (counts.at(-1) ?? 0));
}

function ownValue(ranked: Ranked, limits: readonly number[], quantile: number): number {
  const value = ranked.atMost(Math.max(1, Math.ceil(ranked.count * quantile)));
  return Number.isFinite(value) ? value : (limits.at(-1) ?? Number.NaN);
}

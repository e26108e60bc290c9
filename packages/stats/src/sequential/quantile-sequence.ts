import type { Interval } from "../proportion.ts";
import { checkQuantile, quantileRanks } from "./quantile-ranks.ts";
import type { Ranked } from "./ranked.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";

/**
 * The confidence sequence of the `p` quantile (0.95 for p95), of any distribution, ties and heavy tails included: between the
 * values of the ranks of `quantileRanks` (Howard and Ramdas, 2022, theorem 1). From a histogram it reaches to the limits of
 * buckets. An end is infinite where the sample is too small for it, or it is not asked for. Throws a RangeError for p beyond 0 to
 * 1.
 */
export function quantileSequence(sample: Ranked, p: number, settings: SequenceSettings): Interval {
  checkSettings(settings);
  checkQuantile(p);
  const { least, most } = quantileRanks(sample.count, p, -Math.log(settings.alpha), {
    ...settings,
    side: sideOfRanks(settings),
  });
  return {
    low: settings.side === "upper" ? Number.NEGATIVE_INFINITY : sample.atLeast(least),
    high: settings.side === "lower" ? Number.POSITIVE_INFINITY : sample.atMost(most + 1),
  };
}

/** What bounds a quantile from below is that too small a share of the values is at or below it: the share's upper side. */
function sideOfRanks({ side }: SequenceSettings): SequenceSettings["side"] {
  if (side === "two-sided") return side;
  return side === "lower" ? "upper" : "lower";
}

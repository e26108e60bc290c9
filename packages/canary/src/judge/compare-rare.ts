import { growthOfRareEvents, type RateWindow, rateDifferenceSequence } from "@airworthy/stats";
import type { CanaryMetric } from "../plan/plan.ts";
import type { CellSums } from "./compare-means.ts";
import { type Bound, type Comparison, compared } from "./comparison.ts";

/** What is added to a rate is from -1 to 1. */
const MOST_PLUS = 1;

/**
 * A rate of rare events by the exact sequence, each end of which has all of `alpha`: the one tells of a breach, the other proves
 * the margin, and only the first is a false alarm. Both are left out with a chance of twice alpha at most. Throws a RangeError
 * for sums that are no counts.
 */
export function compareRare({ candidate, baseline }: CellSums, alpha: number): Comparison {
  const windows: readonly RateWindow[] = [
    {
      candidateUnits: candidate.units,
      candidateEvents: candidate.sum,
      baselineUnits: baseline.units,
      baselineEvents: baseline.sum,
    },
  ];
  const values = {
    candidate: { value: candidate.sum / candidate.units, units: candidate.units },
    baseline: { value: baseline.sum / baseline.units, units: baseline.units },
  };
  return compared({
    ...values,
    estimate: values.candidate.value - values.baseline.value,
    interval: rateDifferenceSequence(windows, { alpha: 2 * alpha, side: "two-sided" }),
    level: 1 - 2 * alpha,
    method: "rare-events",
    adjusted: false,
    isExact: true,
    growthTo: (bound) => growthTo(windows, bound, alpha),
  });
}

/**
 * What of a metric's alpha each end has: all where the other proves the margin, half where nothing is better and either tells of a
 * breach; and at most half of the plan's, as both ends together are to be as sure as that.
 */
export function alphaOfEnd({ better }: Pick<CanaryMetric, "better">, alpha: number, most: number): number {
  return Math.min(better === "neither" ? alpha / 2 : alpha, most / 2);
}

function growthTo(windows: readonly RateWindow[], { side, value }: Bound, alpha: number): number | null {
  if (Math.abs(value) > MOST_PLUS) return null;
  return growthOfRareEvents(windows, { factor: 1, plus: value }, side, alpha);
}

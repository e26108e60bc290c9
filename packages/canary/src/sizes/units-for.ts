import {
  growthOfEstimate,
  normalQuantile,
  unitsForDifference,
  unitsForQuantile,
  unitsForRareEvents,
} from "@airworthy/stats";
import { alphaOfEnd } from "../judge/compare-rare.ts";
import { TIGHTEST_WINDOWS } from "../judge/windows.ts";
import type { CanaryMetric, CanaryPlan } from "../plan/plan.ts";
import type { Expected } from "./expected.ts";

/** How sure one is to have proven the margin by then. */
const POWER = 0.8;

/** A step's sequence: the candidate's share of the units, what the metric has of alpha there, and the plan it is of. */
export interface StepTerms {
  readonly share: number;
  readonly alpha: number;
  readonly plan: Pick<CanaryPlan, "alpha" | "tightestAt">;
}

/**
 * Units of both versions together until a margin that holds is proven at a look with a probability of 80 %, where the versions do
 * not differ; null where nobody knows, or 10^12 would not do. Of a quantile, units that have a value, until each version is known
 * to half of the margin, for sure.
 */
export function unitsFor(metric: CanaryMetric, expected: Expected, terms: StepTerms): number | null {
  const { signal } = metric;
  const { share, alpha, plan } = terms;
  const margin = metric.compared === "ratio" ? (metric.margin ?? 0) * Math.abs(expected.value) : (metric.margin ?? 0);
  if (signal.kind === "series" || !(margin > 0)) return null;
  const settings = { alpha, side: "two-sided", tightestAt: plan.tightestAt } as const;
  if (signal.isRare) {
    return unitsForRare(metric, margin, expected, { ...terms, alpha: alphaOfEnd(metric, alpha, plan.alpha) });
  }
  if (signal.measure === "quantile") {
    const distance = (expected.shareWithinMargin ?? 0) / 2;
    const { quantile } = signal;
    if (quantile === null || !(distance > 0 && distance <= Math.min(quantile, 1 - quantile))) return null;
    const units = unitsForQuantile(quantile, distance, { ...settings, tightestAt: settings.tightestAt / 2 });
    return units === null ? null : Math.ceil(units / Math.min(share, 1 - share));
  }
  const deviation = expected.standardDeviation;
  const variance = signal.measure === "rate" ? expected.value * (1 - expected.value) : (deviation ?? 0) ** 2;
  if (!(variance > 0)) return null;
  return unitsForDifference({ candidate: variance, baseline: variance }, share, margin, POWER, settings);
}

/** Windows until then, as if neighbours were not alike: where they are it takes longer. */
export function windowsFor(
  { margin }: CanaryMetric,
  { standardDeviation = 0 }: Expected,
  alpha: number,
): number | null {
  if (!((margin ?? 0) > 0 && standardDeviation > 0)) return null;
  const window = { estimate: 0, squaredError: standardDeviation ** 2, units: 1 };
  const settings = { alpha, side: "two-sided", tightestAt: TIGHTEST_WINDOWS } as const;
  const windows = growthOfEstimate(window, margin ?? 0, POWER, settings);
  return windows === null ? null : Math.ceil(windows);
}

/** More than anybody has. */
const MOST_UNITS = 1e12;

/**
 * The least units of which the exact sequence proves the margin though the candidate's events are as many more than expected as
 * one time in five (a normal approximation; of no events at all, none are more).
 */
function unitsForRare({ better }: CanaryMetric, margin: number, { value }: Expected, terms: StepTerms): number | null {
  const { share, alpha } = terms;
  const unlucky = normalQuantile(POWER) * Math.sqrt((value * (1 - value)) / (share * (1 - share)));
  const sides = better === "neither" ? SIDES : SIDES.filter((side) => (side === "below") === (better === "lower"));
  const suffice = (units: number) =>
    sides.every((side) => {
      const sign = side === "below" ? 1 : -1;
      const candidate = Math.min(1, Math.max(0, value + (sign * unlucky) / Math.sqrt(units)));
      const bound = { factor: 1, plus: sign * Math.min(1, margin) };
      const needed = unitsForRareEvents({ candidate, baseline: value }, share, bound, side, alpha);
      return needed !== null && needed <= units;
    });
  let [few, enough] = [0, 1];
  while (!suffice(enough)) {
    if (enough > MOST_UNITS) return null;
    [few, enough] = [enough, enough * 2];
  }
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (suffice(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}

const SIDES = ["below", "above"] as const;

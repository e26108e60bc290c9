import {
  type Arm,
  type Arms,
  adjustByCovariate,
  asymptoticSequence,
  borrowVariance,
  difference,
  meanOfUnits,
  type PairSums,
  ratioOfUnits,
  relativeDifference,
  relativeSequence,
  type SequenceSettings,
} from "@airworthy/stats";
import type { CanaryMetric, EventSignal } from "../plan/plan.ts";
import { type Comparison, compared, unmeasured } from "./comparison.ts";
import { growthToBound } from "./forecast.ts";

/** A metric's sums over the units of each version. */
export interface CellSums {
  readonly candidate: PairSums;
  readonly baseline: PairSums;
}

/**
 * A mean, a rate or a ratio by the asymptotic sequence of its difference, or of that as a share of the baseline's magnitude.
 * The values are the versions' own, also where the difference is adjusted by the time before. Throws a RangeError for sums that
 * no values have.
 */
export function compareMeans(
  sums: CellSums,
  signal: Pick<EventSignal, "measure" | "hasBefore">,
  { compared: way }: Pick<CanaryMetric, "compared">,
  settings: SequenceSettings,
): Comparison {
  const { arms, adjusted } = armsOf(sums, signal);
  const { candidate, baseline } = borrowVariance(arms);
  const values = { candidate: ownValue(sums.candidate, signal), baseline: ownValue(sums.baseline, signal) };
  if (way === "ratio" && (values.baseline.value === 0 || baseline.value === 0)) {
    return unmeasured("zero-baseline", values);
  }
  const found = way === "ratio" ? relativeDifference(candidate, baseline) : difference(candidate, baseline);
  const interval =
    way === "ratio" ? relativeSequence(candidate, baseline, settings) : asymptoticSequence(found, settings);
  return compared({
    ...values,
    estimate: found.estimate,
    interval,
    level: 1 - settings.alpha,
    method: "asymptotic",
    adjusted,
    growthTo: (bound) => growthToBound(found, bound, settings),
  });
}

function armsOf(
  { candidate, baseline }: CellSums,
  { measure, hasBefore }: Pick<EventSignal, "measure" | "hasBefore">,
): { readonly arms: Arms; readonly adjusted: boolean } {
  if (measure === "ratio") {
    return { arms: { candidate: ratioOfUnits(candidate), baseline: ratioOfUnits(baseline) }, adjusted: false };
  }
  const varied = (arm: Arm, sums: PairSums) => (measure === "rate" ? withVariance(arm, sums) : arm);
  const { theta, ...arms } = hasBefore
    ? adjustByCovariate(candidate, baseline)
    : { candidate: meanOfUnits(candidate), baseline: meanOfUnits(baseline), theta: 0 };
  return {
    arms: { candidate: varied(arms.candidate, candidate), baseline: varied(arms.baseline, baseline) },
    adjusted: theta !== 0,
  };
}

/**
 * A rate of which all units are alike has the variance that it would have with one more event and one more unit without
 * (Agresti and Caffo, Simple and effective confidence intervals for proportions, American Statistician 54, 2000): a version that
 * always fails beside one that never does is the plainest breach there is, and would otherwise go unseen.
 */
function withVariance(arm: Arm, { units, sum }: PairSums): Arm {
  if (arm.unitVariance > 0) return arm;
  const rate = (sum + 1) / (units + 2);
  return { ...arm, unitVariance: rate * (1 - rate) };
}

function ownValue(
  { units, sum, otherSum }: PairSums,
  { measure }: Pick<EventSignal, "measure">,
): Comparison["candidate"] {
  return { value: sum / (measure === "ratio" ? otherSum : units), units };
}

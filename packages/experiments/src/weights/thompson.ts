import { type Belief, betaBelief, normalBelief, probabilitiesBest } from "@airworthy/stats";
import type { ArmResult, PeriodResult } from "./results.ts";

/** Until each arm has so many units, weights stay as they are: as GrowthBook has it. */
export const LEAST_UNITS = 100;

/** The probability of each arm that it is the best, in the arms' order; or why nobody can tell. */
export type BestArms =
  | { readonly kind: "known"; readonly probabilities: readonly number[] }
  | { readonly kind: "unknown"; readonly reasonCode: string; readonly why: string };

/**
 * What Thompson sampling would draw each arm with, worked out and not drawn. A rate counted under one split has a beta posterior
 * from a flat prior. Anything else is normal: of each arm the means of the periods, each weighed by all units of its period whatever
 * arm they got, so that a good week in which an arm had a larger share is no merit of the arm.
 */
export function bestArms(periods: readonly PeriodResult[], better: "higher" | "lower"): BestArms {
  const arms = periods[0]?.arms.map((_, index) => periods.flatMap((period) => period.arms[index] ?? [])) ?? [];
  const few = arms.find((arm) => unitsOf(arm) < LEAST_UNITS);
  if (few !== undefined) {
    const why = `${few[0]?.name ?? "an arm"} has ${unitsOf(few)} of the ${LEAST_UNITS} units that it needs`;
    return { kind: "unknown", reasonCode: "too-few-units", why };
  }
  const weights = periods.map(({ arms: together }) => unitsOf(together));
  const kinds = new Set(arms.flat().map(({ measured }) => measured?.kind ?? "none"));
  if (kinds.has("none") || kinds.size !== 1) {
    const why = kinds.has("none") ? "the metric was not measured of every arm" : "the metric is a rate and a mean";
    return { kind: "unknown", reasonCode: "not-measured", why };
  }
  const beliefs = arms.map((arm) => beliefOf(arm, weights, better));
  const known = beliefs.filter((belief) => belief !== null);
  if (known.length < beliefs.length) {
    const why = "an arm has no variance that doubles can tell, or fewer than two units under one of the splits";
    return { kind: "unknown", reasonCode: "no-variance", why };
  }
  return { kind: "known", probabilities: probabilitiesBest(known) };
}

function beliefOf(arm: readonly ArmResult[], weights: readonly number[], better: "higher" | "lower"): Belief | null {
  const [only, ...others] = arm;
  if (only?.measured?.kind === "rate" && others.length === 0) {
    const { successes } = only.measured;
    const failures = only.units - successes;
    return better === "higher" ? betaBelief(1 + successes, 1 + failures) : betaBelief(1 + failures, 1 + successes);
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let mean = 0;
  let variance = 0;
  for (const [period, result] of arm.entries()) {
    const estimate = estimateOf(result);
    if (estimate === null) return null;
    const share = (weights[period] ?? 0) / all;
    mean += share * estimate.mean;
    variance += share ** 2 * estimate.variance;
  }
  return normalOf(better === "higher" ? mean : -mean, Math.sqrt(variance));
}

/** Null where the distribution is a point, as far as doubles can tell. */
function normalOf(mean: number, deviation: number): Belief | null {
  try {
    return normalBelief(mean, deviation);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The mean and its variance: of a rate, those of its beta posterior, which has some even where all failed. */
function estimateOf({ units, measured }: ArmResult): { readonly mean: number; readonly variance: number } | null {
  if (measured?.kind === "rate") {
    const mean = (1 + measured.successes) / (2 + units);
    return { mean, variance: (mean * (1 - mean)) / (units + 3) };
  }
  return measured === null || units < 2 ? null : { mean: measured.mean, variance: measured.variance / units };
}

function unitsOf(arms: readonly ArmResult[]): number {
  return arms.reduce((sum, { units }) => sum + units, 0);
}

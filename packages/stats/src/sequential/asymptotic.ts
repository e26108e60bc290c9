import type { Interval } from "../proportion.ts";
import type { Estimate } from "./arm.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";

/**
 * An asymptotic confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Time-uniform central limit theory and
 * asymptotic confidence sequences, Annals of Statistics 52, 2024; equation 9 of arXiv 2103.06476v7), in GrowthBook's form:
 * with n units and s² = n squaredError, half² = s² 2 (nρ² + 1) ln(√(nρ² + 1) / α) / (nρ)²; one-sided with ρ of 2α and
 * ln(1 + √(nρ² + 1) / 2α) in place of the logarithm. At all looks together the true value is outside with a probability of α at
 * most, in the limit of many units, as with a normal approximation at one look: where the sequence is tightest at fewer than some
 * hundreds, it leans on too few. An end is infinite where the interval is one-sided, or nothing is known.
 */
export function asymptoticSequence(found: Estimate, settings: SequenceSettings): Interval {
  const half = asymptoticFactor(found.units, settings) * Math.sqrt(found.squaredError);
  const isKnown = half < Number.POSITIVE_INFINITY;
  return {
    low: isKnown && settings.side !== "upper" ? found.estimate - half : Number.NEGATIVE_INFINITY,
    high: isKnown && settings.side !== "lower" ? found.estimate + half : Number.POSITIVE_INFINITY,
  };
}

/** How many standard errors the sequence is wide to either side after so many units; at one look it were 1.96 of 5 %. */
export function asymptoticFactor(units: number, settings: SequenceSettings): number {
  const { grown, weight } = clockOf(units, settings);
  const { alpha, side } = settings;
  const log = side === "two-sided" ? Math.log(Math.sqrt(grown) / alpha) : Math.log1p(Math.sqrt(grown) / (2 * alpha));
  return units > 0 ? Math.sqrt((2 * log) / weight) : Number.POSITIVE_INFINITY;
}

/**
 * The always-valid p-value that the true value is `value`, or is at most that (side lower), or at least (side upper): at or below
 * alpha just where the sequence of this alpha leaves `value` out, with a ρ that stays that of `settings`. 1 where nothing is
 * known.
 */
export function asymptoticPValue(found: Estimate, value: number, settings: SequenceSettings): number {
  if (Number.isNaN(value)) throw new RangeError("a value to test must be a number; NaN was given");
  const { grown, weight } = clockOf(found.units, settings);
  if (!(found.squaredError < Number.POSITIVE_INFINITY)) return 1;
  const z = ((found.estimate - value) / Math.sqrt(found.squaredError)) * (settings.side === "upper" ? -1 : 1);
  const exponent = (z * z * weight) / 2;
  if (settings.side === "two-sided") return Math.min(1, Math.sqrt(grown) * Math.exp(-exponent));
  return z <= 0 ? 1 : Math.min(1, Math.sqrt(grown) / (2 * Math.expm1(exponent)));
}

/** nρ² + 1, and nρ² / (nρ² + 1): the share that the data has beside the prior of the mixture. */
function clockOf(units: number, settings: SequenceSettings): { readonly grown: number; readonly weight: number } {
  checkSettings(settings);
  const { alpha, side, tightestAt } = settings;
  const log = -2 * Math.log(side === "two-sided" ? alpha : 2 * alpha);
  const passed = (units * (log + Math.log1p(log))) / tightestAt;
  return { grown: passed + 1, weight: passed / (passed + 1) };
}

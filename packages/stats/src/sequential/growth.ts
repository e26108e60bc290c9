import { normalQuantile } from "../normal.ts";
import { type Arm, difference, type Estimate } from "./arm.ts";
import { asymptoticFactor } from "./asymptotic.ts";
import type { SequenceSettings } from "./settings.ts";

/** Nobody waits for a sample as many times as large, nor for as many units. */
const MOST_GROWTH = 1e12;
/** A forecast needs no more digits than this. */
const PRECISION = 1e-4;

/**
 * How many times as large a sample has to become, at least 1, until `isEnough` holds of it, which must not change back; null where
 * 10^12 times is not enough. To 0.01 %.
 */
export function growthUntil(isEnough: (growth: number) => boolean): number | null {
  if (isEnough(1)) return 1;
  let [few, enough] = [1, 2];
  while (!isEnough(enough)) {
    if (enough > MOST_GROWTH) return null;
    [few, enough] = [enough, enough * 2];
  }
  while (enough - few > PRECISION * enough) {
    const middle = (few + enough) / 2;
    if (isEnough(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}

/**
 * Of an asymptotic sequence: until it is `distance` wide to either side, in the estimate's unit, above 0; with `power`, from 0.5,
 * until the end at that look is on its side of a value so far away with that probability (0.5: half the time). Null where nothing
 * is known.
 */
export function growthOfEstimate(
  found: Estimate,
  distance: number,
  power: number,
  settings: SequenceSettings,
): number | null {
  if (!(distance > 0)) throw new RangeError(`a distance must be above 0; ${distance} was given`);
  if (!(power >= 0.5 && power < 1)) throw new RangeError(`a power must be from 0.5 to below 1; ${power} was given`);
  if (!(found.squaredError < Number.POSITIVE_INFINITY)) return null;
  const chance = normalQuantile(power);
  return growthUntil(
    (growth) =>
      (asymptoticFactor(found.units * growth, settings) + chance) * Math.sqrt(found.squaredError / growth) <= distance,
  );
}

/**
 * The units of both versions together that a look needs to tell a difference of `distance` with probability `power`, a whole
 * number; `share` of them, strictly between 0 and 1, are the candidate's. Unit variances as of `Arm`; those of a rate are
 * p (1 - p). Null where 10^12 would not do.
 */
export function unitsForDifference(
  variances: { readonly candidate: number; readonly baseline: number },
  share: number,
  distance: number,
  power: number,
  settings: SequenceSettings,
): number | null {
  if (!(share > 0 && share < 1)) throw new RangeError(`a share must be between 0 and 1; ${share} was given`);
  const arm = (unitVariance: number, units: number): Arm => ({ value: 0, unitVariance, units });
  const first = difference(arm(variances.candidate, share), arm(variances.baseline, 1 - share));
  const growth = growthOfEstimate(first, distance, power, settings);
  return growth === null ? null : Math.ceil(growth);
}

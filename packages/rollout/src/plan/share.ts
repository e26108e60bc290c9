import * as v from "valibot";

/**
 * The sum of a split's weights, the same at every step: one unit is 0.001 % of users. A sum that changed would draw
 * everybody anew.
 */
export const TOTAL_WEIGHT = 100_000;

const UNITS_A_PERCENT = TOTAL_WEIGHT / 100;
const DECIMALS = 3;
const PERCENTAGE = /^(\d{1,3})(?:\.(\d{1,3}))? ?%$/;
const RULE = 'must be a percentage such as "5%" or "0.5%", from 0.001% to 100%, with at most three decimals';

/** A share as people write it. A bare number is refused: nobody could tell whether 1 is all or a hundredth. */
export const percentageSchema = v.pipe(
  v.string(RULE),
  v.check((text) => shareOf(text) !== null, RULE),
);

/** "5%" is 0.05: a whole number of hundred thousandths. Null for what is no percentage, nothing, or more than all. */
export function shareOf(text: string): number | null {
  const [, whole, decimals = ""] = PERCENTAGE.exec(text) ?? [];
  if (whole === undefined) return null;
  const weight = Number(whole) * UNITS_A_PERCENT + Number(decimals.padEnd(DECIMALS, "0"));
  return weight > 0 && weight <= TOTAL_WEIGHT ? weight / TOTAL_WEIGHT : null;
}

/** The weight of a share in a split: its hundred thousandths. */
export function weightOf(share: number): number {
  return Math.round(share * TOTAL_WEIGHT);
}

/** Whether a share has a weight of its own, so that what is stated is what is served. */
export function isWhole(share: number): boolean {
  return weightOf(share) / TOTAL_WEIGHT === share;
}

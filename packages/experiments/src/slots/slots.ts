import * as v from "valibot";

/** What every split is made of: each is a ten-thousandth of the users, and always all of them are given out. */
export const SLOTS = 10_000;

export const slotsSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(SLOTS));

const PERCENT = /^(\d{1,3}(?:\.\d{1,2})?) ?%$/;

/** A share as people write it, such as "20 %" or "0.5%": never 20 or 0.2, of which nobody knows what the other means. */
export const percentageSchema = v.pipe(
  v.string('must be a share in percent, such as "20 %"'),
  v.check((text) => slotsOf(text) !== null, 'must be a share from 0 % to 100 %, such as "20 %", in steps of 0.01 %'),
);

/** The slots that a percentage stands for; null for what is none. */
export function slotsOf(percentage: string): number | null {
  const [, digits] = PERCENT.exec(percentage) ?? [];
  const slots = digits === undefined ? Number.NaN : Math.round(Number(digits) * (SLOTS / 100));
  return slots <= SLOTS ? slots : null;
}

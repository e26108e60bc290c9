import type { Interval } from "../proportion.ts";
import type { SequenceSettings } from "./settings.ts";

/** What every value is known to be within, finite. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** An empirical Bernstein sequence under way, over values scaled to 0 to 1. */
export interface Bernstein {
  /** How many values there were. */
  readonly values: number;
  /** Adds values' sums; the bet on them is √(2 ln(1/α) / (v `horizon`)), at most 1/2, with the variance v of the values before. */
  add(sums: { readonly units: number; readonly sum: number; readonly squares: number }, horizon: number): void;
  interval(): Interval;
}

/** The most of a bet (c of the paper, which has 1/2 or 3/4). */
export const MOST_BET = 0.5;
/** What is believed before any value, with the weight of one: a mean of 1/2 and a variance of 1/4, the most there can be. */
const FIRST_MEAN = 0.5;
const FIRST_VARIANCE = 0.25;

/** Throws a RangeError for bounds that hold nothing. */
export function checkBounds({ least, most }: Bounds): void {
  if (!(Number.isFinite(least) && Number.isFinite(most) && least < most)) {
    throw new RangeError(`no values are from ${least} to ${most}`);
  }
}

export function createBernstein(
  { least, most }: Bounds,
  { alpha, side }: Pick<SequenceSettings, "alpha" | "side">,
): Bernstein {
  const log = -Math.log(side === "two-sided" ? alpha / 2 : alpha);
  let [values, sum, deviations] = [0, 0, 0];
  let [bets, betSums, spread] = [0, 0, 0];
  return {
    get values() {
      return values;
    },
    add(sums, horizon) {
      const mean = (FIRST_MEAN + sum) / (values + 1);
      const variance = (FIRST_VARIANCE + deviations) / (values + 1);
      const bet = Math.min(MOST_BET, Math.sqrt((2 * log) / (variance * horizon)));
      bets += bet * sums.units;
      betSums += bet * sums.sum;
      const squares = Math.max(0, sums.squares - 2 * mean * sums.sum + sums.units * mean ** 2);
      spread += squares * (-Math.log1p(-bet) - bet);
      values += sums.units;
      sum += sums.sum;
      // Around the mean as it is after the values, as the paper has it.
      const after = (FIRST_MEAN + sum) / (values + 1);
      deviations += Math.max(0, sums.squares - 2 * after * sums.sum + sums.units * after ** 2);
    },
    interval() {
      if (bets === 0) return { low: least, high: most };
      const [centre, half] = [betSums / bets, (log + spread) / bets];
      const back = (share: number) => least + Math.min(1, Math.max(0, share)) * (most - least);
      return {
        low: side === "upper" ? least : back(centre - half),
        high: side === "lower" ? most : back(centre + half),
      };
    },
  };
}

import type { Interval } from "../proportion.ts";
import { logBetaMixture } from "./beta-mixture.ts";
import { bisect } from "./bisect.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";

/**
 * The confidence sequence of a rate, or of the mean of values from 0 to 1, by the beta-binomial mixture: it holds at any number of
 * values, few as they are, and rests on their number and sum alone, so that batches may be added up in any way. `n` values, a whole
 * number, of the sum `sum`; [0, 1] of none. An end is 0 or 1 where nothing nearer is known or asked for. Where values lie close
 * together, `empiricalBernstein` is narrower. Throws a RangeError for sums that cannot be. Howard, Ramdas, McAuliffe and Sekhon
 * (2021), with the mixture of `logBetaMixture`.
 */
export function rateSequence(sum: number, n: number, settings: SequenceSettings): Interval {
  checkSettings(settings);
  checkSum(sum, n);
  const mean = n === 0 ? 0 : sum / n;
  const isOutside = (p: number) => logBetaMixture(sum, n, p, settings) >= -Math.log(settings.alpha);
  return {
    low: sum === 0 || settings.side === "upper" ? 0 : bisect(0, mean, isOutside),
    high: n === 0 || sum === n || settings.side === "lower" ? 1 : bisect(mean, 1, (p) => !isOutside(p)),
  };
}

/**
 * The always-valid p-value that the rate is `p`, or at most p (side lower), or at least p (side upper); `p` strictly between 0 and
 * 1.
 */
export function ratePValue(sum: number, n: number, p: number, settings: SequenceSettings): number {
  checkSettings(settings);
  checkSum(sum, n);
  if (!(p > 0 && p < 1)) throw new RangeError(`a rate to test must be between 0 and 1; ${p} was given`);
  return Math.min(1, Math.exp(-logBetaMixture(sum, n, p, settings)));
}

function checkSum(sum: number, n: number): void {
  if (!(Number.isSafeInteger(n) && sum >= 0 && sum <= n)) {
    throw new RangeError(`no ${n} values from 0 to 1 have the sum ${sum}`);
  }
}

import { binomialUpperTail } from "./binomial-tail.ts";
import type { Interval } from "./proportion.ts";

/** Halvings: more than the digits of a double. */
const STEPS = 1100;

/**
 * The exact interval of a proportion (Clopper and Pearson, Biometrika 26, 1934): every p under which neither as many
 * successes nor as few are rarer than (1 - confidence) / 2. It covers at least at the confidence for any n, which is what a claim
 * about rare events needs. Whole `successes` of `n`, else a RangeError; [0, 1] of no trials.
 */
export function clopperPearson(successes: number, n: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return { low: exactLowerBound(successes, n, tail), high: exactUpperBound(successes, n, tail) };
}

/** The least proportion under which at least as many successes have the probability `tail`: exact from below, one-sided. */
export function exactLowerBound(successes: number, n: number, tail: number): number {
  check(successes, n, tail);
  return successes === 0 ? 0 : bisect((p) => binomialUpperTail(successes, n, p) < tail);
}

/** The most, likewise. */
export function exactUpperBound(successes: number, n: number, tail: number): number {
  return 1 - exactLowerBound(n - successes, n, tail);
}

/** The p in (0, 1) up to which `isBelow`, to the last digit that a double has between the ends. */
function bisect(isBelow: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high || high - low < Number.EPSILON * low) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function check(successes: number, n: number, tail: number): void {
  const isCount = Number.isSafeInteger(successes) && Number.isSafeInteger(n) && successes >= 0 && successes <= n;
  if (!isCount) throw new RangeError(`${successes} of ${n} is not a count of successes`);
  if (!(tail > 0 && tail < 0.5)) throw new RangeError(`a tail must be above 0 and below 0.5; ${tail} was given`);
}

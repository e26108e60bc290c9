import { checkConfidence } from "./confidence.ts";
import { normalQuantile } from "./normal.ts";

/** Both ends belong to the interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for a proportion (Wilson, JASA 22, 1927; no continuity correction): `successes` of `n`, both
 * whole numbers, at a confidence in (0, 1). The ends are in [0, 1]; of no trials the interval is all of [0, 1].
 * Throws a RangeError for counts that cannot be.
 */
export function wilsonInterval(successes: number, n: number, confidence: number): Interval {
  checkCounts(successes, n);
  checkConfidence(confidence);
  if (n === 0) return { low: 0, high: 1 };
  const z = -normalQuantile((1 - confidence) / 2);
  const z2 = z * z;
  const failures = n - successes;
  const centre = (successes + z2 / 2) / (n + z2);
  const half = (z / (n + z2)) * Math.sqrt((successes * failures) / n + z2 / 4);
  // At the ends the formula gives 0 and 1 but for rounding.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: failures === 0 ? 1 : Math.min(1, centre + half),
  };
}

function checkCounts(successes: number, n: number): void {
  const whole = Number.isSafeInteger(successes) && Number.isSafeInteger(n);
  if (!whole || successes < 0 || successes > n) {
    throw new RangeError(`${successes} of ${n} is not a count of successes`);
  }
}

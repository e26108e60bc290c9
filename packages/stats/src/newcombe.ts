import { type Interval, wilsonInterval } from "./proportion.ts";

/**
 * The interval of a difference of two independent proportions, A minus B: method 10 of Newcombe (Interval estimation for the
 * difference between independent proportions, Statistics in Medicine 17, 1998), which squares and adds their Wilson
 * intervals; no continuity correction. `successes` of `n`, whole numbers; within [-1, 1], and all of that where either has no
 * trials. Throws a RangeError for counts or a confidence that cannot be.
 */
export function newcombeDifference(
  successesA: number,
  nA: number,
  successesB: number,
  nB: number,
  confidence: number,
): Interval {
  const a = wilsonDistances(successesA, nA, confidence);
  const b = wilsonDistances(successesB, nB, confidence);
  if (nA === 0 || nB === 0) return { low: -1, high: 1 };
  return squareAndAdd(successesA / nA - successesB / nB, a, b, 0);
}

/**
 * The interval of a difference of two proportions of the same cases, the candidate's minus the baseline's: method 10 of Newcombe
 * (Improved confidence intervals for the difference between binomial proportions based on paired data, Statistics in
 * Medicine 17, 1998), as above less the correlation of the two. Whole numbers of cases: `both` succeeded on, only one of
 * them, or neither. Within [-1, 1], and all of that of no cases. Throws a RangeError for counts or a confidence that
 * cannot be.
 */
export function newcombePaired(
  both: number,
  onlyCandidate: number,
  onlyBaseline: number,
  neither: number,
  confidence: number,
): Interval {
  const n = both + onlyCandidate + onlyBaseline + neither;
  const candidate = wilsonDistances(both + onlyCandidate, n, confidence);
  const baseline = wilsonDistances(both + onlyBaseline, n, confidence);
  const phi = correlation([both, onlyCandidate, onlyBaseline, neither]);
  if (n === 0) return { low: -1, high: 1 };
  // From the counts, so that a difference of one hundredth is exactly that.
  return squareAndAdd((onlyCandidate - onlyBaseline) / n, candidate, baseline, phi);
}

/** How far the ends of a proportion's interval lie from it. */
interface Distances {
  readonly below: number;
  readonly above: number;
}

function wilsonDistances(successes: number, n: number, confidence: number): Distances {
  const { low, high } = wilsonInterval(successes, n, confidence);
  return { below: successes / n - low, above: high - successes / n };
}

function squareAndAdd(difference: number, a: Distances, b: Distances, phi: number): Interval {
  return {
    low: Math.max(-1, difference - distance(a.below, b.above, phi)),
    high: Math.min(1, difference + distance(a.above, b.below, phi)),
  };
}

function distance(a: number, b: number, phi: number): number {
  return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
}

/**
 * The phi coefficient of [both, a only, b only, neither], with Newcombe's continuity correction where it is positive; 0
 * where there is none.
 */
function correlation(cells: readonly [number, number, number, number]): number {
  const [both, a, b, neither] = cells;
  for (const count of cells) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is not a count of cases`);
  }
  const margins = Math.sqrt(both + a) * Math.sqrt(b + neither) * Math.sqrt(both + b) * Math.sqrt(a + neither);
  if (margins === 0) return 0;
  const product = both * neither - a * b;
  return (product > 0 ? Math.max(0, product - (both + a + b + neither) / 2) : product) / margins;
}

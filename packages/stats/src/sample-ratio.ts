import { chiSquareUpper } from "./chi-square.ts";
import { logDirichletRatio } from "./sequential/dirichlet-ratio.ts";

/** The units that came to each arm, and the share of all that was planned for it. */
export interface PlannedCounts {
  /** Whole numbers. */
  readonly observed: readonly number[];
  /** Above 0, together 1. */
  readonly shares: readonly number[];
}

export interface ChiSquare {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** How surely the alternative holds the planned shares: 10,000 units' worth (Lindon and Malek, 2020, section 3). */
const CONCENTRATION = 10_000;

/** What shares that are fractions may add up to beside 1. */
const ROUNDING = 1e-9;

/**
 * Pearson's test that units came to the arms in the planned shares, of several independent periods together: valid at one look
 * whose time was fixed before. Throws a RangeError where nothing was counted, or counts or shares are none.
 */
export function chiSquareRatio(periods: readonly PlannedCounts[]): ChiSquare {
  let statistic = 0;
  let degreesOfFreedom = 0;
  for (const { observed, shares } of periods) {
    const total = totalOf({ observed, shares });
    if (total === 0) continue;
    degreesOfFreedom += shares.length - 1;
    for (const [arm, share] of shares.entries()) {
      statistic += ((observed[arm] ?? 0) - total * share) ** 2 / (total * share);
    }
  }
  return { statistic, degreesOfFreedom, pValue: chiSquareUpper(statistic, degreesOfFreedom) };
}

/**
 * The logarithm of the Bayes factor of a Dirichlet-multinomial around the planned shares against the planned shares themselves
 * (Lindon and Malek, Anytime-valid inference for multinomial count data, 2020: the SSRM test). The factors of independent periods
 * multiply. Throws a RangeError as `chiSquareRatio` does, but for counts of nothing, which say nothing: 0.
 */
export function logSequentialRatio({ observed, shares }: PlannedCounts): number {
  totalOf({ observed, shares });
  return logDirichletRatio(observed, shares, CONCENTRATION);
}

/** The p-value of a sequential test: at any look, however many there were, it is below alpha by chance at most alpha of the time. */
export function sequentialPValue(logBayesFactor: number): number {
  return Math.min(1, Math.exp(-logBayesFactor));
}

function totalOf({ observed, shares }: PlannedCounts): number {
  const counted = observed.every((count) => Number.isSafeInteger(count) && count >= 0);
  const planned = shares.every((share) => share > 0) && Math.abs(sum(shares) - 1) <= ROUNDING;
  if (!counted || !planned || observed.length !== shares.length || shares.length < 2) {
    throw new RangeError(`counts of ${observed.join(", ")} have no planned shares of ${shares.join(", ")}`);
  }
  return sum(observed);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

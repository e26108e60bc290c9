import type { Arm } from "./arm.ts";

/** Of one number a unit: all that its mean and variance rest on, as a query can add it up. */
export interface UnitSums {
  /** A whole number. */
  readonly units: number;
  readonly sum: number;
  /** The sum of the squares. */
  readonly squares: number;
}

/** Of two numbers a unit, such as clicks and views, or a value and the same before the rollout. */
export interface PairSums extends UnitSums {
  readonly otherSum: number;
  readonly otherSquares: number;
  /** The sum of the two numbers' products. */
  readonly products: number;
}

/** Of what is left when a mean is taken off, less than this share of the squares may be rounding alone. */
const ROUNDING = 1e-10;

/** The mean of a number a unit. Throws a RangeError for sums that no values have. */
export function meanOfUnits(sums: UnitSums): Arm {
  return { value: sums.sum / sums.units, unitVariance: varianceOf(sums), units: sums.units };
}

/**
 * The ratio of two sums, such as clicks a view where users are the units and each may have many views: its error is of the users,
 * as the delta method gives it (Deng, Knoblich and Lu, Applying the Delta Method in Metric Analytics, KDD 2018).
 * Throws as meanOfUnits; the value is none where the other sum is 0.
 */
export function ratioOfUnits(sums: PairSums): Arm {
  const { units, sum, otherSum } = sums;
  const value = sum / otherSum;
  const other = otherSum / units;
  const spread = varianceOf(sums) - 2 * value * covarianceOf(sums) + value ** 2 * varianceOf(otherOf(sums));
  return { value, unitVariance: Math.max(0, spread) / other ** 2, units };
}

/** The sample variance, of units - 1; infinite of fewer than two units. */
export function varianceOf({ units, sum, squares }: UnitSums): number {
  const centred = squares - sum ** 2 / units;
  const isPossible = Number.isSafeInteger(units) && units >= 0 && Number.isFinite(sum) && squares >= 0;
  if (!isPossible || centred < -ROUNDING * squares || !Number.isFinite(squares) || (units === 0 && squares > 0)) {
    throw new RangeError(`no ${units} values have the sum ${sum} and the sum of squares ${squares}`);
  }
  if (units < 2) return Number.POSITIVE_INFINITY;
  return centred <= ROUNDING * squares ? 0 : centred / (units - 1);
}

/** Of units - 1; NaN of fewer than two units. Throws a RangeError for products that no values have. */
export function covarianceOf(sums: PairSums): number {
  const { units, sum, otherSum, products } = sums;
  const covariance = units < 2 ? Number.NaN : (products - (sum * otherSum) / units) / (units - 1);
  const most = Math.sqrt(varianceOf(sums) * varianceOf(otherOf(sums)));
  const rounding = (ROUNDING * Math.sqrt(sums.squares * sums.otherSquares)) / Math.max(1, units - 1);
  if (!Number.isFinite(products) || Math.abs(covariance) > most * (1 + ROUNDING) + rounding) {
    throw new RangeError(`no ${units} pairs have the sum of products ${products}`);
  }
  return covariance;
}

/** The sums of the second number alone. */
export function otherOf({ units, otherSum, otherSquares }: PairSums): UnitSums {
  return { units, sum: otherSum, squares: otherSquares };
}

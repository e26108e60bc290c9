import type { Interval } from "../proportion.ts";
import { type Bernstein, type Bounds, checkBounds, createBernstein } from "./bernstein.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";
import type { UnitSums } from "./unit-sums.ts";

/**
 * The predictable plug-in empirical Bernstein confidence sequence of the mean of values in `bounds`, given in the order of time
 * (Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, JRSS B 86, 2024, theorem 2): it holds at any
 * look, needs no limit theorem, and is narrow where the values lie close together. Each value's bet, λ = √(2 ln(1/α) / (v t ln(1 + t)))
 * with the variance v so far, at most 1/2, is set before the value is seen; so values must not be sorted or summed.
 * Two-sided, each tail has half of alpha. Throws a RangeError for a value outside the bounds. The bounds themselves of no values.
 */
export function empiricalBernstein(
  values: ArrayLike<number>,
  bounds: Bounds,
  settings: Omit<SequenceSettings, "tightestAt">,
): Interval {
  const { alpha, side } = settings;
  checkSettings({ alpha, side, tightestAt: 1 });
  checkBounds(bounds);
  const bernstein = createBernstein(bounds, settings);
  const scale = 1 / (bounds.most - bounds.least);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!(value >= bounds.least && value <= bounds.most)) {
      throw new RangeError(`value ${i + 1} is ${value}, outside of ${bounds.least} to ${bounds.most}`);
    }
    const x = Math.min(1, (value - bounds.least) * scale);
    const at = bernstein.values + 1;
    bernstein.add({ units: 1, sum: x, squares: x * x }, at * Math.log1p(at));
  }
  return bernstein.interval();
}

/**
 * The same from batches' sums, such as a window's of time, in the order of time: one bet a batch, set from the batches before it,
 * so that the sums are all it takes. It holds at the end of each batch where batches end at times that do not depend on their
 * values. A batch's units are its values. The bets are those that are narrowest after `tightestAt` values. Throws a RangeError for
 * sums that no values within the bounds have.
 */
export function empiricalBernsteinOfBatches(
  batches: readonly UnitSums[],
  bounds: Bounds,
  settings: SequenceSettings,
): Interval {
  checkSettings(settings);
  checkBounds(bounds);
  const bernstein: Bernstein = createBernstein(bounds, settings);
  for (const batch of batches) bernstein.add(scaled(batch, bounds), settings.tightestAt);
  return bernstein.interval();
}

/** What rounding may make of sums that are at a bound. */
const ROUNDING = 1e-9;

function scaled({ units, sum, squares }: UnitSums, { least, most }: Bounds): UnitSums {
  const width = most - least;
  const scaledSum = (sum - units * least) / width;
  const scaledSquares = (squares - 2 * least * sum + units * least ** 2) / width ** 2;
  const rounding = ROUNDING * (units + (squares + units * least ** 2) / width ** 2);
  const isWithin = scaledSum >= -rounding && scaledSum <= units + rounding && scaledSquares <= scaledSum + rounding;
  if (!(Number.isSafeInteger(units) && isWithin && scaledSquares * units >= scaledSum ** 2 - rounding * units)) {
    throw new RangeError(
      `no ${units} values from ${least} to ${most} have the sum ${sum} and the sum of squares ${squares}`,
    );
  }
  return { units, sum: scaledSum, squares: scaledSquares };
}

import { ascending, checkPValues } from "./p-values.ts";

/**
 * Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979): rejecting where the adjusted value is at
 * most alpha keeps the chance of any false rejection at alpha, whatever the dependence. The order is that of the input.
 * Throws a RangeError for a value that is no probability, NaN included.
 */
export function holm(pValues: readonly number[]): number[] {
  checkPValues(pValues);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let floor = 0;
  for (const [rank, [place, p]] of ascending(pValues).entries()) {
    floor = Math.max(floor, Math.min(1, (pValues.length - rank) * p));
    adjusted[place] = floor;
  }
  return adjusted;
}

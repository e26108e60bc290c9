/**
 * Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979): rejecting where the adjusted value is at
 * most alpha keeps the chance of any false rejection at alpha, whatever the dependence. The order is that of the input.
 * Throws a RangeError for a value that is no probability, NaN included.
 */
export function holm(pValues: readonly number[]): number[] {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a p-value must be from 0 to 1; ${p} was given`);
  }
  const adjusted = new Array<number>(pValues.length).fill(1);
  let floor = 0;
  const ascending = [...pValues.entries()].sort(([, a], [, b]) => a - b);
  for (const [rank, [index, p]] of ascending.entries()) {
    floor = Math.max(floor, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = floor;
  }
  return adjusted;
}

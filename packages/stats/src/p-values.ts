/** Throws a RangeError for a value that is no probability, NaN included. */
export function checkPValues(pValues: readonly number[]): void {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a p-value must be from 0 to 1; ${p} was given`);
  }
}

/** The values with their places, the least first. */
export function ascending(pValues: readonly number[]): [place: number, p: number][] {
  return [...pValues.entries()].sort(([, a], [, b]) => a - b);
}

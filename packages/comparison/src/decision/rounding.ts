/** Rounding errors relative to the numbers at hand, some thousand times a double's: they never decide anything. */
const RELATIVE_ROUNDING = 1e-12;

/** What a difference between numbers of this size may be by rounding alone; what is not finite does not count. */
export function roundingOf(...numbers: readonly number[]): number {
  return RELATIVE_ROUNDING * Math.max(1, ...numbers.filter(Number.isFinite).map(Math.abs));
}

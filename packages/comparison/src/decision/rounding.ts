/** Rounding errors relative to the numbers at hand, some thousand times a double's: they never decide anything. */
const RELATIVE_ROUNDING = 1e-12;

/**
 * What a difference between numbers of this size may be by rounding alone, however small they are: a squared error of 1e-18
 * has its digits too. What is not finite does not count.
 */
export function roundingOf(...numbers: readonly number[]): number {
  return RELATIVE_ROUNDING * Math.max(0, ...numbers.filter(Number.isFinite).map(Math.abs));
}

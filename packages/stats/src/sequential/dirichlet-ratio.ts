import { deviance, stirlingError } from "../stirling.ts";

/**
 * The logarithm of the Bayes factor of a Dirichlet-multinomial around `shares`, with `concentration` units' worth of belief in
 * them, against the shares themselves (Lindon and Malek, Anytime-valid inference for multinomial count data, 2020). Without sums
 * that cancel: with x = concentration share + observed, a sum of Loader's deviances of x from its expectation, and what Stirling's
 * formula leaves out. `observed` are at least 0, and may be fractional; shares above 0, together 1.
 */
export function logDirichletRatio(
  observed: readonly number[],
  shares: readonly number[],
  concentration: number,
): number {
  const after = observed.reduce((sum, count) => sum + count, concentration);
  let log = Math.log(after / concentration) / 2 - stirlingError(after) + stirlingError(concentration);
  for (const [cell, share] of shares.entries()) {
    const before = concentration * share;
    const x = before + (observed[cell] ?? Number.NaN);
    log += deviance(x, after * share) - Math.log(x / before) / 2 + stirlingError(x) - stirlingError(before);
  }
  return log;
}

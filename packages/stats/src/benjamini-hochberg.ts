import { ascending, checkPValues } from "./p-values.ts";

/**
 * Benjamini and Hochberg's step-up adjustment (Journal of the Royal Statistical Society B 57, 1995): rejecting where the adjusted
 * value is at most alpha keeps the expected share of false rejections among all at alpha, for tests that are independent
 * or depend positively. The order is that of the input. Throws a RangeError for a value that is no probability, NaN included.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  checkPValues(pValues);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let ceiling = 1;
  for (const [rank, [place, p]] of [...ascending(pValues).entries()].reverse()) {
    ceiling = Math.min(ceiling, p * (pValues.length / (rank + 1)));
    adjusted[place] = ceiling;
  }
  return adjusted;
}

import { firstCellRange, type Margins, marginsOf } from "./contingency-table.ts";
import { nearestDouble } from "./exact-fraction.ts";
import { fisherSummed, fisherSummedOneSided } from "./fisher-summed.ts";

/** Up to this total p is an exact fraction, rounded once; above, its relative error is under 1e-11 for a million. */
const EXACT_TOTAL = 4000;

/**
 * Fisher's exact test of the table [[a, b], [c, d]]: the two-sided p-value that rows and columns are independent, the sum
 * over all tables with the same margins that are no more probable than this one. Equally probable tables count, found by
 * exact arithmetic (of tables over 200,000 steps apart, those that are equal to nine digits). Counts are whole numbers of
 * at least 0, else a RangeError. Compare p with alpha by `<=`.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const margins = marginsOf(a, b, c, d);
  if (margins.total > EXACT_TOTAL) return fisherSummed(a, margins);
  const weights = tableWeights(margins);
  const observed = weights[a - firstCellRange(margins).least] ?? 0n;
  return nearestDouble(sum(weights.filter((weight) => weight <= observed)), sum(weights));
}

/**
 * The one-sided p-value of the table [[a, b], [c, d]]: the chance of a first cell of at most `a` ("less") or of at least `a`
 * ("greater"), given the margins. Otherwise as fisherExact.
 */
export function fisherExactOneSided(
  ...[a, b, c, d, alternative]: [a: number, b: number, c: number, d: number, alternative: "less" | "greater"]
): number {
  const margins = marginsOf(a, b, c, d);
  if (margins.total > EXACT_TOTAL) return fisherSummedOneSided(a, margins, alternative);
  const weights = tableWeights(margins);
  const observed = a - firstCellRange(margins).least;
  const extreme = alternative === "less" ? weights.slice(0, observed + 1) : weights.slice(observed);
  return nearestDouble(sum(extreme), sum(weights));
}

/** In how many ways each table with these margins comes about, from the least first cell to the greatest. */
function tableWeights(margins: Margins): bigint[] {
  const { least, most } = firstCellRange(margins);
  const [first, second, column] = [BigInt(margins.first), BigInt(margins.second), BigInt(margins.column)];
  let weight = binomialCoefficient(first, BigInt(least)) * binomialCoefficient(second, column - BigInt(least));
  const weights = [weight];
  for (let cell = BigInt(least); cell < BigInt(most); cell++) {
    weight = (weight * (first - cell) * (column - cell)) / ((cell + 1n) * (second - column + cell + 1n));
    weights.push(weight);
  }
  return weights;
}

function binomialCoefficient(n: bigint, k: bigint): bigint {
  let coefficient = 1n;
  for (let i = 1n; i <= k; i++) coefficient = (coefficient * (n - i + 1n)) / i;
  return coefficient;
}

function sum(weights: readonly bigint[]): bigint {
  return weights.reduce((total, weight) => total + weight, 0n);
}

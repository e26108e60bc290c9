import { firstCellRange, type Margins } from "./contingency-table.ts";
import {
  hypergeometricLowerTail,
  hypergeometricMode,
  hypergeometricProbability,
  hypergeometricUpperTail,
} from "./hypergeometric.ts";

/**
 * Probabilities that differ by less, relatively, may be equal but for rounding: whole numbers decide. Theirs err by
 * under 1e-11.
 */
const DOUBTFUL = 1e-9;
/** Tables farther apart than this are not told apart in whole numbers, which would take seconds: they count as equally probable. */
const MOST_STEPS = 200_000;

/** The two-sided p-value of Fisher's exact test for tables too large to sum in whole numbers; `a` is the first cell. */
export function fisherSummed(a: number, margins: Margins): number {
  // Exchanging the rows turns the distribution around, so that the tail in question is the lower one.
  if (a > hypergeometricMode(margins)) {
    return fisherSummed(margins.column - a, { ...margins, first: margins.second, second: margins.first });
  }
  const probability = hypergeometricProbability(a, margins);
  if (probability === 0) return 0;
  const above = leastAsRareAbove(a, probability, margins);
  if (above <= a + 1) return 1;
  return Math.min(1, hypergeometricLowerTail(a, margins) + hypergeometricUpperTail(above, margins));
}

/** The one-sided p-value, as above. */
export function fisherSummedOneSided(a: number, margins: Margins, alternative: "less" | "greater"): number {
  const { least, most } = firstCellRange(margins);
  const mode = hypergeometricMode(margins);
  if (alternative === "less") {
    if (a === most) return 1;
    return a <= mode ? hypergeometricLowerTail(a, margins) : 1 - hypergeometricUpperTail(a + 1, margins);
  }
  if (a === least) return 1;
  return a >= mode ? hypergeometricUpperTail(a, margins) : 1 - hypergeometricLowerTail(a - 1, margins);
}

/** The least first cell from the mode upwards that is no more probable than `a` below it; one past the greatest if none is. */
function leastAsRareAbove(a: number, probability: number, margins: Margins): number {
  let low = hypergeometricMode(margins);
  let high = firstCellRange(margins).most + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const ratio = hypergeometricProbability(middle, margins) / probability;
    const isAsRare = Math.abs(ratio - 1) > DOUBTFUL ? ratio < 1 : isNoMoreProbable(middle, a, margins);
    if (isAsRare) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether a first cell of `above` has no more ways to come about than `below`, by the products that tell them apart. */
function isNoMoreProbable(above: number, below: number, { first, second, column }: Margins): boolean {
  if (above - below > MOST_STEPS) return true;
  const [rows, columns, rest] = [BigInt(first), BigInt(column), BigInt(second - column)];
  const ways = (cell: bigint) => (rows - cell) * (columns - cell);
  const waysBack = (cell: bigint) => (cell + 1n) * (rest + cell + 1n);
  return product(ways, below, above) <= product(waysBack, below, above);
}

/** The product of `factor` over the cells from `from` to under `to`, by halves, so that long numbers meet long numbers. */
function product(factor: (cell: bigint) => bigint, from: number, to: number): bigint {
  if (to - from <= 1) return to > from ? factor(BigInt(from)) : 1n;
  const middle = Math.floor((from + to) / 2);
  return product(factor, from, middle) * product(factor, middle, to);
}

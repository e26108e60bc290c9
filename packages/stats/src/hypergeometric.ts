import { binomialProbability } from "./binomial.ts";
import { firstCellRange, type Margins } from "./contingency-table.ts";

/**
 * The probability that a table with these margins has `x` in its first cell where rows and columns are independent; `x` is one that
 * they allow. From three binomial probabilities, as R has it: full relative precision far into the tails.
 */
export function hypergeometricProbability(x: number, { first, second, column, total }: Margins): number {
  const share = column / total;
  return (
    (binomialProbability(x, first, share) * binomialProbability(column - x, second, share)) /
    binomialProbability(column, total, share)
  );
}

/** The most probable first cell; of two, the greater. */
export function hypergeometricMode({ first, column, total }: Margins): number {
  return Math.floor(((first + 1) / (total + 2)) * (column + 1));
}

/** The probability of a first cell of `x` or less. Summed away from the mode, it keeps its digits; `x` is at most the mode. */
export function hypergeometricLowerTail(x: number, margins: Margins): number {
  const { least } = firstCellRange(margins);
  let term = 1;
  let sum = 1;
  for (let i = x; i > least && term > (sum * Number.EPSILON) / 8; i--) {
    term /= stepUp(i - 1, margins);
    sum += term;
  }
  return sum * hypergeometricProbability(x, margins);
}

/** The probability of a first cell of `x` or more, where `x` is at least the mode. */
export function hypergeometricUpperTail(x: number, margins: Margins): number {
  const { most } = firstCellRange(margins);
  if (x > most) return 0;
  let term = 1;
  let sum = 1;
  for (let i = x; i < most && term > (sum * Number.EPSILON) / 8; i++) {
    term *= stepUp(i, margins);
    sum += term;
  }
  return sum * hypergeometricProbability(x, margins);
}

/** How many times as probable x + 1 is as x. */
function stepUp(x: number, { first, second, column }: Margins): number {
  return ((first - x) / (x + 1)) * ((column - x) / (second - column + x + 1));
}

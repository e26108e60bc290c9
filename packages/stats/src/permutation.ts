import { createRandom, type Random } from "./random.ts";
import { valuesWhere } from "./values-where.ts";

export interface Permutations {
  /** How many ways to sign the differences are drawn; all are taken where there are no more than that. */
  readonly resamples: number;
  readonly seed: number;
}

/**
 * The paired permutation test: the two-sided p-value that each difference is as likely to have the other sign, by how often the
 * size of their sum (and so of their mean) is reached when signs are drawn anew. Exact where 2^n is at most
 * `resamples`, n the differences that are not 0; else this table counts among those drawn, so that p is never 0 (Phipson and
 * Smyth, Statistical Applications in Genetics and Molecular Biology 9, 2010). Sums that are equal but for rounding count.
 * Takes time by n times `resamples`. NaN, infinities and no resamples are a RangeError; without any difference but 0, p is 1.
 */
export function signFlipTest(differences: Float64Array, permutations: Permutations): { pValue: number } {
  const { resamples, seed } = permutations;
  if (!(resamples >= 1)) throw new RangeError(`a permutation test needs resamples; ${resamples} was given`);
  const moved = valuesWhere(differences, (difference) => difference !== 0);
  const size = moved.reduce((sum, difference) => sum + Math.abs(difference), 0);
  if (!Number.isFinite(size)) throw new RangeError("differences to permute must be finite numbers");
  const sum = moved.reduce((total, difference) => total + difference, 0);
  // Less the most that rounding can make of two sums of n numbers.
  const threshold = Math.abs(sum) - 2 * moved.length * Number.EPSILON * size;
  const isExtreme = (flipped: number) => Math.abs(sum - 2 * flipped) >= threshold;
  let extreme = 0;
  const ways = 2 ** moved.length;
  if (ways <= resamples) {
    for (let way = 0; way < ways; way++) if (isExtreme(chosenSum(moved, way))) extreme++;
    return { pValue: extreme / ways };
  }
  const random = createRandom(seed);
  for (let drawn = 0; drawn < resamples; drawn++) if (isExtreme(drawnSum(moved, random))) extreme++;
  return { pValue: (extreme + 1) / (resamples + 1) };
}

/** The sum of the differences whose bit is set. */
function chosenSum(differences: Float64Array, bits: number): number {
  let sum = 0;
  for (let i = 0; i < differences.length; i++) sum += ((bits >>> i) & 1) * (differences[i] ?? 0);
  return sum;
}

/** The sum of each difference with probability 1/2: 32 coins to a word, in the loop as small whole numbers, which are quick. */
function drawnSum(differences: Float64Array, random: Random): number {
  const rows = differences.length;
  let sum = 0;
  for (let from = 0; from < rows; from += 32) {
    const to = Math.min(from + 32, rows);
    let coins = random.integer(2 ** 32) | 0;
    for (let i = from; i < to; i++) {
      sum += (coins & 1) * (differences[i] ?? 0);
      coins >>= 1;
    }
  }
  return sum;
}

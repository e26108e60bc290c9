import { clusterSums } from "../clusters.ts";
import type { PairSums } from "./unit-sums.ts";

/**
 * Rows of users, one or many a user, as sums over users: `sum` of the values and `otherSum` of the rows, so that `ratioOfUnits` is
 * the mean of the rows with an error by user. `codes` tells the user of each row, a whole number under `userCount`, else a
 * RangeError. Users without a row do not count.
 */
export function rowsByUnit(values: ArrayLike<number>, codes: ArrayLike<number>, userCount: number): PairSums {
  const sums = clusterSums(values, codes, userCount);
  const rows = clusterSums(new Float64Array(values.length).fill(1), codes, userCount);
  let [units, sum, squares, otherSquares, products] = [0, 0, 0, 0, 0];
  for (let user = 0; user < userCount; user++) {
    const value = sums[user] ?? Number.NaN;
    const count = rows[user] ?? 0;
    if (count === 0) continue;
    units++;
    sum += value;
    squares += value * value;
    otherSquares += count * count;
    products += value * count;
  }
  return { units, sum, squares, otherSum: values.length, otherSquares, products };
}

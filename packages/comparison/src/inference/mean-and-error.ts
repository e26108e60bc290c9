import type { Sample } from "./sample.ts";

/** Of a value a row. */
export interface MeanAndError {
  readonly mean: number;
  readonly standardError: number;
}

/**
 * The weighted mean of a value of the rows, by their numbers, and its standard error where rows are independent: the root of
 * n / (n - 1) times the sum of (w (x - mean))^2, over the sum of weights, with n `units`, the rows that weigh anything. Without
 * weights that is s / sqrt(n). In two passes, so that a common offset costs no digits; nothing is kept of a row.
 */
export function meanAndError(valueAt: (row: number) => number, { rows, weights }: Sample, units: number): MeanAndError {
  let total = 0;
  let first = 0;
  for (let index = 0; index < rows.length; index++) {
    const weight = weights === null ? 1 : (weights[index] ?? 0);
    total += weight;
    first += weight * valueAt(rows[index] ?? 0);
  }
  const rough = first / total;
  let rest = 0;
  let squares = 0;
  for (let index = 0; index < rows.length; index++) {
    const weight = weights === null ? 1 : (weights[index] ?? 0);
    const deviation = weight * (valueAt(rows[index] ?? 0) - rough);
    rest += deviation;
    squares += deviation * deviation;
  }
  return { mean: rough + rest / total, standardError: Math.sqrt((squares * units) / (units - 1)) / total };
}

/** The influence of each row on the weighted mean: w (x - mean) over the mean weight. */
export function meanInfluence(
  valueAt: (row: number) => number,
  mean: number,
  { rows, weights }: Sample,
): Float64Array<ArrayBuffer> {
  const meanWeight = weights === null ? 1 : weights.reduce((sum, weight) => sum + weight, 0) / rows.length;
  const influence = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const weight = weights === null ? 1 : (weights[index] ?? 0) / meanWeight;
    influence[index] = weight * (valueAt(rows[index] ?? 0) - mean);
  }
  return influence;
}

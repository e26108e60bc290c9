/** The sum of values, each as often as it weighs; null is once. */
export function weightedSum(values: Float64Array, weights: ArrayLike<number> | null): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (weights?.[index] ?? 1) * (values[index] ?? 0);
  return sum;
}

/** NaN where all weigh nothing. */
export function weightedMean(values: Float64Array, weights: ArrayLike<number> | null): number {
  return weightedSum(values, weights) / totalWeight(values.length, weights);
}

/** Some rows' values of a column. A loop, as `from` would make a list of the rows first: ten million are hundreds of megabytes. */
export function gathered(values: Float64Array, rows: Uint32Array): Float64Array {
  const some = new Float64Array(rows.length);
  for (let index = 0; index < some.length; index++) some[index] = values[rows[index] ?? 0] ?? Number.NaN;
  return some;
}

/**
 * A row's part in a metric of weighted rows: its influence at weight 1, of weighted mean 0, times its weight over the mean
 * weight.
 */
export function weightedInfluence(influence: Float64Array, weights: Float64Array | null): Float64Array {
  if (weights === null) return influence;
  const mean = totalWeight(weights.length, weights) / weights.length;
  return influence.map((value, index) => (value * (weights[index] ?? 0)) / mean);
}

/** The sum of `count` rows' weights; null is 1 for each. */
function totalWeight(count: number, weights: ArrayLike<number> | null): number {
  if (weights === null) return count;
  let sum = 0;
  for (let index = 0; index < count; index++) sum += weights[index] ?? 0;
  return sum;
}

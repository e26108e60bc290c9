/**
 * The sum of `values` in each cluster. `codes` tells the cluster of each value, a whole number under `clusterCount`,
 * else a RangeError.
 */
export function clusterSums(values: ArrayLike<number>, codes: ArrayLike<number>, clusterCount: number): Float64Array {
  const sums = new Float64Array(clusterCount);
  for (let i = 0; i < values.length; i++) {
    const code = checkedCode(codes[i], clusterCount);
    sums[code] = (sums[code] ?? 0) + (values[i] ?? Number.NaN);
  }
  return sums;
}

/**
 * The standard error of the mean of n values that fall into C clusters, values of one cluster alike in ways that nobody knows:
 * sqrt(C / (C - 1) * sum over clusters of (sum of deviations from the mean)^2) / n. Miller, Adding Error Bars to Evals (2024),
 * appendix A, with the correction for few clusters that inspect_ai and statsmodels have. Of a metric's influences it is the
 * standard error of the metric. Clusters without any value do not count; of a single cluster it is NaN. Throws as clusterSums.
 */
export function clusterStandardError(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  clusterCount: number,
): number {
  const n = values.length;
  const sizes = new Float64Array(clusterCount);
  for (let i = 0; i < n; i++) {
    const code = checkedCode(codes[i], clusterCount);
    sizes[code] = (sizes[code] ?? 0) + 1;
  }
  const sums = clusterSums(values, codes, clusterCount);
  const mean = sums.reduce((total, sum) => total + sum, 0) / n;
  const clusters = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  const squares = sums.reduce((total, sum, code) => total + (sum - (sizes[code] ?? 0) * mean) ** 2, 0);
  return clusters < 2 ? Number.NaN : Math.sqrt((clusters / (clusters - 1)) * squares) / n;
}

function checkedCode(code: number | undefined, clusterCount: number): number {
  if (code === undefined || !(Number.isInteger(code) && code >= 0 && code < clusterCount)) {
    throw new RangeError(`${code} is not one of ${clusterCount} clusters`);
  }
  return code;
}

/** What the mean and the variance of weighted values rest on. */
export interface Moments {
  /** The values that weigh anything. */
  readonly count: number;
  /** The sum of the weights. */
  readonly weight: number;
  /** NaN where nothing weighs anything. */
  readonly mean: number;
  /** The weighted sum of squared deviations from the mean. */
  readonly squares: number;
}

/**
 * The moments of `values` with `weights` of at least 0, null for 1 each. In two passes, the first sum compensated and the second
 * corrected for what is left of it (Chan, Golub and LeVeque, Algorithms for computing the sample variance, The American
 * Statistician 37, 1983): values far from zero keep their digits. A NaN or an infinity among the values makes the mean NaN.
 */
export function momentsOf(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): Moments {
  const { count, weight, sum } = weightedSum(values, weights);
  const about = sum / weight;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] ?? Number.NaN) - about;
    const weighted = weights === null ? deviation : (weights[i] ?? Number.NaN) * deviation;
    squares += weighted * deviation;
    rest += weighted;
  }
  return { count, weight, mean: about + rest / weight, squares: Math.max(0, squares - (rest * rest) / weight) };
}

/** The sample variance, of n - 1; scaling all weights does not change it. NaN of fewer than two values. */
export function sampleVariance({ count, weight, squares }: Moments): number {
  return count < 2 ? Number.NaN : (squares / weight) * (count / (count - 1));
}

/** By Neumaier's compensated summation: the rounding of each addition is added up apart. */
function weightedSum(values: ArrayLike<number>, weights: ArrayLike<number> | null) {
  let sum = 0;
  let lost = 0;
  let weight = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weights === null ? 1 : (weights[i] ?? Number.NaN);
    const term = w * (values[i] ?? Number.NaN);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
    weight += w;
    if (w !== 0) count++;
  }
  return { count, weight, sum: sum + lost };
}

import { momentsOf, sampleVariance } from "@airworthy/stats";

export const NAN_STRATEGIES = ["remove", "replace"] as const;
export const OUTLIER_STRATEGIES = ["keep", "remove"] as const;

/** What is done to a metric's values before they are compared. */
export interface Preparation {
  /** Values that are no number are left out, or 0 stands for them. */
  readonly nanStrategy: (typeof NAN_STRATEGIES)[number];
  readonly outliers: {
    readonly strategy: (typeof OUTLIER_STRATEGIES)[number];
    /** How many interquartile ranges beyond the quartiles a value may lie; above 0. */
    readonly factor: number;
  };
}

/** As Kayenta's report has them; all 0 where there are no values. */
export interface Summary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of n - 1; 0 of a single value. */
  readonly std: number;
  readonly count: number;
}

/** The values as they are compared, from the least up, so that their order in time plays no part. */
export function prepareValues(values: readonly number[], { nanStrategy, outliers }: Preparation): Float64Array {
  const numbers =
    nanStrategy === "remove"
      ? values.filter((value) => !Number.isNaN(value))
      : values.map((value) => (Number.isNaN(value) ? 0 : value));
  const sorted = Float64Array.from(numbers).sort();
  return outliers.strategy === "remove" ? withoutOutliers(sorted, outliers.factor) : sorted;
}

/** Of sorted values. */
export function summaryOf(sorted: Float64Array): Summary {
  const { length: count } = sorted;
  if (count === 0) return { min: 0, max: 0, mean: 0, std: 0, count };
  const moments = momentsOf(sorted);
  const std = count === 1 ? 0 : Math.sqrt(sampleVariance(moments));
  return { min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, mean: moments.mean, std, count };
}

/** A share of at most 1 % at either end is kept whatever the quartiles say. */
function withoutOutliers(sorted: Float64Array, factor: number): Float64Array {
  const [first, third] = [percentile(sorted, 25), percentile(sorted, 75)];
  const reach = factor * (third - first);
  const low = Math.min(percentile(sorted, 1), first - reach);
  const high = Math.max(percentile(sorted, 99), third + reach);
  return sorted.filter((value) => !(value > high || value < low));
}

/**
 * The value below which a share of sorted values lies, `percent` strictly between 0 and 100: linear between the two nearest, R's
 * type 7 (Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50, 1996). NaN of none.
 */
export function percentile(sorted: Float64Array, percent: number): number {
  const position = (sorted.length - 1) * (percent / 100);
  const below = Math.floor(position);
  const lower = sorted[below] ?? Number.NaN;
  return lower + (position - below) * ((sorted[below + 1] ?? lower) - lower);
}

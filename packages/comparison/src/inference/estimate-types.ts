import type { Metric } from "../metrics/metric.ts";
import type { Side } from "../tables/side.ts";

/** What both versions answered, rows in the same order; without a baseline the candidate's values alone can be had. */
export interface ComparedSides {
  readonly candidate: Side;
  readonly baseline: Side | null;
  /** The cluster of each row (0 to count - 1), where rows are not independent; null where they are. */
  readonly clusters: Clusters | null;
}

/** Rows of one cluster have the same code. */
export interface Clusters {
  readonly codes: Uint32Array;
  readonly count: number;
}

/**
 * How an interval or a p-value was had, as evidence and report name it. `bootstrap-student` is Student's t of the difference over
 * the standard deviation of its draws.
 */
export const METHODS = [
  "mcnemar-exact",
  "newcombe-paired",
  "paired-t",
  "wilcoxon",
  "permutation",
  "delong",
  "delta-method",
  "cluster-robust",
  "bootstrap-student",
  "bootstrap-percentile",
  "bootstrap-bca",
  "newcombe",
  "fisher-exact",
  "welch",
] as const;

export type Method = (typeof METHODS)[number];

/** The tests that a user may ask for in place of the metric's own. */
export const TESTS = ["paired-t", "wilcoxon", "permutation", "bootstrap"] as const;

/** The kinds of intervals that draws can be made. */
export const INTERVALS = ["student", "percentile", "bca"] as const;

export interface InferenceSettings {
  /** Of the intervals, in (0, 1]; at 1 an interval that rests on a distribution is without end. */
  readonly confidence: number;
  /** Draws of a bootstrap or permutation; where the rows are many, fewer are made (see draws-affordable.ts). */
  readonly resamples: number;
  /** Of these rows, already derived from their name. */
  readonly seed: number;
  /** Of what is drawn: Student's t with the draws' standard error, or quantiles of the draws, bias-corrected or not. */
  readonly interval: (typeof INTERVALS)[number];
}

/** One metric on both sides, and how sure the difference is. */
export interface Estimate {
  /** NaN where the metric is not defined on these rows. */
  readonly candidate: number;
  readonly baseline: number | null;
  /** Of the candidate alone, for later runs that have only its evidence; null where it was not worked out. */
  readonly standardError: number | null;
  /**
   * Candidate minus baseline; null without a baseline, or where a side or too many draws have no value. The ends are infinite where nothing can be
   * said of how sure it is: one row, one cluster.
   */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  /** Two-sided, that the true difference is zero; null where nothing tests it: drift, one row, no difference. */
  readonly pValue: number | null;
  readonly interval: Method | null;
  readonly test: Method | null;
  /** Draws that the interval or the p-value rests on; 0 where neither has any. */
  readonly resamples: number;
}

/** A metric, and the test that was asked for in place of its own, if any. */
export interface Asked {
  readonly metric: Metric;
  readonly test: (typeof TESTS)[number] | null;
}

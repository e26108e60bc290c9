import type { Unit } from "@airworthy/report";
import type { ColumnRequest } from "@airworthy/tables";
import type { Side } from "../tables/side.ts";
import type { Tally } from "./counts/tally.ts";

/** Which way a metric is better; of a two-sided one, any change beyond the margin is for the worse. */
export type Direction = "higher-is-better" | "lower-is-better" | "two-sided";

/**
 * How the direction is known: the metric's definition, what the user said, or a guess from the column's name. Of an `unknown`
 * one the direction is two-sided, until the user says it.
 */
export type DirectionSource = "definition" | "declared" | "name" | "unknown";

interface MetricBase {
  /** As the user may write it, with the parameters that are not their defaults: "f-beta(beta=2)". */
  readonly id: string;
  readonly direction: Direction;
  readonly directionSource: DirectionSource;
  readonly unit: Unit;
  /** The least and the largest value that there can be; infinities where there is no bound. */
  readonly range: readonly [number, number];
  /** The columns that it needs beside the id, the weight and the slices. */
  readonly requests: readonly ColumnRequest[];
  /** Absent where it does not rest on single classes. */
  readonly restsOn?: ClassRows;
}

/** The rows of single classes that a metric rests on, so that a class with few of them makes it unsure. */
export interface ClassRows {
  /** Null for every class that there is. */
  readonly name: string | null;
  /** The class's own rows, those of all other classes, or each of these. */
  readonly which: "own" | "others" | "both";
}

/** A function of how often each label meets each prediction: accuracy, macro F1. */
export interface CountMetric extends MetricBase {
  readonly kind: "counts";
  /** Of a metric that is a share of rows, how a row comes out; absent for any other. */
  readonly outcome?: RowOutcome;
  /** NaN where it is not defined on these counts. */
  of(tally: Tally): number;
}

/** By the codes of a row's label and prediction: whether it is right, or null where it is not among the rows of the share. */
export type RowOutcome = (label: number, prediction: number, classes: readonly string[]) => boolean | null;

/** The weighted mean of a value a row: MAE, log loss, exact match, a column. */
export interface MeanMetric extends MetricBase {
  readonly kind: "mean";
  /** Each value is 0 or 1. */
  readonly isBinary: boolean;
  /** The side's values, one a row. Throws a UserError where a column does not allow them. */
  valuesOf(side: Side): Float64Array;
}

/** Whatever else is worked out from all rows at once: ROC AUC, a quantile, R2. */
export interface RowsMetric extends MetricBase {
  readonly kind: "rows";
  /** Made ready on some rows of a side, ascending, so that it can be taken again and again with other weights. */
  prepare(side: Side, rows: Uint32Array): PreparedMetric;
}

export interface PreparedMetric {
  /** The metric with weights[i] for the i-th of the rows, each at least 0; null is 1 for all. NaN where it is not defined. */
  value(weights: ArrayLike<number> | null): number;
  /**
   * The empirical influence of each of the rows, weighed as the side's rows are, of mean 0: the metric's variance is the
   * mean of their squares over their number. NaN where a variance is not defined, such as an AUC's with one positive.
   * Absent where the metric has none to speak of, such as a quantile; then only resampling tells how sure it is.
   */
  influence?(): Float64Array;
}

/** How far the candidate's answers moved away from the baseline's on the same inputs: PSI, KS, Jensen-Shannon. */
export interface DriftMetric extends MetricBase {
  readonly kind: "drift";
  /** `rows` are some rows of both sides, ascending. */
  between(baseline: Side, candidate: Side, rows: Uint32Array): number;
}

export type Metric = CountMetric | MeanMetric | RowsMetric | DriftMetric;

/** What a metric's name alone does not say. */
export interface MetricContext {
  /** The class that counts as positive; null where none was declared. */
  readonly positive: string | null;
  /** Labels and predictions are sets of classes. */
  readonly isMultiLabel: boolean;
}

/** What stands between a metric's brackets, such as k=10: each value as text, each name once. */
export type Parameters = ReadonlyMap<string, string>;

/** A metric that can be asked for by name. */
export interface MetricDefinition {
  readonly name: string;
  /** Other names for it, as scikit-learn or the field has them. */
  readonly aliases: readonly string[];
  /** The parameters that it takes. Others are refused before `create` is called. */
  readonly parameters: readonly string[];
  /** One line for the documentation: what it is, and whose definition. */
  readonly summary: string;
  /** Throws a UserError for a parameter's value, or for what the context lacks. */
  create(parameters: Parameters, context: MetricContext): Metric;
}

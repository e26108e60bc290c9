import type { Unit } from "@airworthy/report";

/** The forms in which tools write metrics and results. Our own metrics.json has DVC's. */
export const METRIC_FORMATS = [
  "dvc",
  "mlflow",
  "promptfoo",
  "junit",
  "ctrf",
  "github-action-benchmark",
  "bencher",
] as const;

export type MetricFormat = (typeof METRIC_FORMATS)[number];

/** What was read of a file of metrics. */
export interface MetricFile {
  readonly format: MetricFormat;
  /** In the file's order, at least one, each name once. */
  readonly metrics: readonly ScalarMetric[];
  /** Of formats that list single tests, in the file's order, each id once; else null. */
  readonly cases: readonly CaseResult[] | null;
  /** What has a name but is no metric: texts, booleans, lists. */
  readonly passedOver: readonly PassedOver[];
  /** What was chosen among several, as sentences without a full stop. */
  readonly notes: readonly string[];
}

export interface ScalarMetric {
  /** Nested names are joined by ".". Untrusted text, up to 10,000 characters. */
  readonly name: string;
  /** NaN or infinite only with a `problem`. Never -0. A whole number beyond 2^53 is the nearest double. */
  readonly value: number;
  /** Why the value is no finite number, to follow the metric's name: "is null"; null where it is one. */
  readonly problem: string | null;
  /** Null where the file names none, or one that is not known. */
  readonly unit: Unit | null;
  /** The unit as the file has it; null where it has none. Untrusted text. */
  readonly unitText: string | null;
  /** Null where the format does not say; a guess from the name is not made here. */
  readonly direction: "higher-is-better" | "lower-is-better" | null;
  /** What the file gives as the value's spread. Of what kind it is, a deviation or an interval, no format says. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** How many cases the value is over; null where the file does not say. */
  readonly samples: number | null;
}

export const OUTCOMES = ["passed", "failed", "error", "skipped"] as const;

/** An error is of the test itself, or an end without a verdict. */
export type Outcome = (typeof OUTCOMES)[number];

export interface CaseResult {
  /** Of the same test in other runs the same. Untrusted text. */
  readonly id: string;
  /** Null where it was skipped or ended in an error. */
  readonly passed: boolean | null;
  readonly outcome: Outcome;
  readonly seconds: number | null;
  /** What else was measured, by name, such as promptfoo's `score` and `cost`. NaN where the file has no number. */
  readonly numbers: ReadonlyMap<string, number>;
  /** What it belongs to, by name, such as `suite` or `provider`. */
  readonly slices: ReadonlyMap<string, string>;
}

export interface PassedOver {
  readonly name: string;
  /** What is there instead of a number: `a list`, `the text "xgboost"`. */
  readonly given: string;
}

import { UserError } from "@airworthy/evidence";
import { holm, seedFrom } from "@airworthy/stats";
import { MINIMUM_CLASS_ROWS } from "./decide.ts";
import { type Estimate, estimate, metricOn } from "./estimate.ts";
import { emptyTally, type Metric, tally } from "./metric.ts";
import type { PredictionTable } from "./prediction-table.ts";
import type { MetricRequest } from "./rule.ts";
import { classesOf, type Scope, scopesOf } from "./scope.ts";

export interface ComparisonSettings {
  /** The chance of a false alarm that is accepted, in [0, 0.5]. */
  readonly alpha: number;
  /** The smallest change that matters, in the metric's unit, where a metric names no other. */
  readonly margin: number;
  readonly resamples: number;
  /** Fewer rows than this are insufficient evidence. */
  readonly minRows: number;
  readonly seed: number;
}

export interface ComparisonRequest {
  readonly candidate: PredictionTable;
  readonly baseline: PredictionTable | null;
  readonly metrics: readonly MetricRequest[];
  /** The declared classes; where empty, the labels that occur. */
  readonly classes: readonly string[];
  readonly settings: ComparisonSettings;
}

/** One metric over one scope, measured but not yet judged. */
export interface Measurement {
  readonly scope: Scope;
  readonly request: MetricRequest;
  readonly candidate: number;
  readonly baseline: number | null;
  /** Null where there is nothing to compare with, or too little. */
  readonly estimate: Estimate | null;
  readonly adjustedP: number | null;
  /** The reason code where the rows do not suffice. */
  readonly shortage: string | null;
}

/**
 * Measures every metric over all rows and over each value of each slice. P-values are corrected by Holm's method in two
 * families, the metrics over all rows and the metrics of all slices, so that asking for slices does not weaken the main test.
 * Each scope's resampling has its own seed, from the comparison's seed and the slice's names.
 */
export function measure(request: ComparisonRequest): {
  classes: readonly string[];
  measurements: readonly Measurement[];
} {
  checkSliceRules(request);
  const classes = classesOf(request.candidate, request.classes);
  const scopes = scopesOf(request.candidate, request.baseline, classes);
  const measured = scopes.flatMap((scope) => measureScope(scope, request));
  const whole = measured.filter(({ scope }) => scope.slice === null);
  const sliced = measured.filter(({ scope }) => scope.slice !== null);
  return { classes, measurements: [...corrected(whole), ...corrected(sliced)] };
}

/** A rule that nothing would ever be held to must not look as if it were kept. */
function checkSliceRules({ metrics, candidate }: ComparisonRequest): void {
  const idle = metrics.find(({ rules }) => rules.some(({ rule }) => rule === "slice-floor"));
  if (idle === undefined || candidate.slices.length > 0) return;
  throw new UserError(`${idle.metric.name} has a slice-floor, but there are no slices`, {
    remedy: "Name the columns that are slices.",
  });
}

function measureScope(scope: Scope, request: ComparisonRequest): Measurement[] {
  const { metrics, settings, baseline } = request;
  const shortages = new Map(metrics.map(({ metric }) => [metric, shortageOf(metric, scope, request)]));
  const tested = metrics
    .map(({ metric }) => metric)
    .filter((metric) => baseline !== null && shortages.get(metric) === null);
  const seed = seedFrom(settings.seed, ...(scope.slice === null ? [] : [scope.slice.column, scope.slice.value]));
  const resampling = { resamples: settings.resamples, seed, confidence: 1 - settings.alpha };
  const estimates = tested.length === 0 ? [] : estimate(tested, scope.cells, resampling);
  return metrics.map((metricRequest) => ({
    scope,
    request: metricRequest,
    candidate: metricOn(metricRequest.metric, scope.cells, scope.cells.candidate),
    baseline: baseline === null ? null : metricOn(metricRequest.metric, scope.cells, scope.cells.baseline),
    estimate: estimates.find((found) => found.metric === metricRequest.metric) ?? null,
    adjustedP: null,
    shortage: shortages.get(metricRequest.metric) ?? null,
  }));
}

function shortageOf(metric: Metric, scope: Scope, { classes, settings }: ComparisonRequest): string | null {
  if (scope.rows < settings.minRows) return "too-few-rows";
  if (!metric.overClasses) return null;
  const support = tally(
    scope.cells,
    scope.cells.candidate,
    scope.cells.counts,
    emptyTally(scope.cells.classes),
  ).support;
  const isDeclared = classes.length > 0 && scope.slice === null;
  const needed = Math.min(MINIMUM_CLASS_ROWS, settings.minRows);
  // The last entry is for predictions that are no class: it has no labels.
  for (const rows of support.subarray(0, -1)) {
    if (rows === 0 && isDeclared) return "class-without-rows";
    if (rows > 0 && rows < needed) return "too-few-rows-of-a-class";
  }
  return null;
}

function corrected(family: readonly Measurement[]): Measurement[] {
  const adjusted = holm(family.flatMap((measurement) => measurement.estimate?.pValue ?? [])).values();
  return family.map((measurement) =>
    measurement.estimate === null ? measurement : { ...measurement, adjustedP: adjusted.next().value ?? null },
  );
}

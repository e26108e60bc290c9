import { type Statement, UserError } from "@airworthy/evidence";
import { judge } from "./decision/judge.ts";
import type { MetricRequest } from "./decision/metric-request.ts";
import { isOfSlices } from "./decision/rule.ts";
import { chartsOf } from "./evidence/chart-data.ts";
import type { ComparisonContext } from "./evidence/comparison-context.ts";
import { examplesOf } from "./evidence/examples.ts";
import type { ComparisonPredicate } from "./evidence/predicate.ts";
import { findWorstSlice } from "./evidence/search-finding.ts";
import { stateComparison } from "./evidence/state-comparison.ts";
import type { Resampler } from "./inference/resampler.ts";
import { flipsOf } from "./measure/flips.ts";
import { checkComparable, unpairedEstimator } from "./measure/known-baseline.ts";
import { type Estimator, measure, pairedEstimator } from "./measure/measure.ts";
import type { ComparisonSettings } from "./measure/settings.ts";
import type { SliceSearch } from "./slices/search.ts";
import { type SliceRequest, sliceLine } from "./slices/slice.ts";
import type { AssembledRows } from "./tables/assemble.ts";

/** The classes that evidence names; of more it says how many there are. */
const MOST_CLASS_NAMES = 1_000;

export interface RowsRequest {
  readonly kind: "rows" | "tests";
  readonly rows: AssembledRows;
  /** A baseline of which there is only its evidence, in place of its rows; null where there are rows, or no baseline. */
  readonly evidence: { readonly file: string; readonly predicate: ComparisonPredicate } | null;
  readonly metrics: readonly MetricRequest[];
  /** The metrics as they were asked for. */
  readonly lines: readonly string[];
  readonly slices: readonly SliceRequest[];
  /** Columns that are searched for the worst slice; none where empty. */
  readonly search: readonly string[];
  readonly cluster: string | null;
  readonly classesDeclared: boolean;
  readonly task: string | null;
  readonly positive: string | null;
  readonly settings: ComparisonSettings;
  /** Of tests: what only one side has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Compares the candidate's rows with the baseline's, metric by metric, and states what was found, about the candidate. Equal
 * tables, settings and seed give an equal statement but for its times. Throws a UserError for rules that nothing is held to.
 */
export async function compareRows(
  request: RowsRequest,
  context: ComparisonContext,
  resampler: Resampler,
): Promise<Statement<ComparisonPredicate>> {
  checkDecides(request.metrics);
  checkSliceRules(request);
  const { rows, metrics, slices, settings } = request;
  const { sides } = rows;
  const paired = pairedEstimator(sides, settings, resampler);
  const estimator = request.evidence === null ? paired : comparedWith(request.evidence, paired, request);
  const { classesDeclared, removed } = request;
  const asked = {
    sides,
    changed: rows.changed,
    isIncomplete: removed.length > 0,
    metrics,
    slices,
    classesDeclared,
    settings,
  };
  const measurements = await measure(asked, estimator);
  const findings = measurements.map((measurement) => judge(measurement, settings));
  const { search, found } = findWorstSlice(request);
  const isOfClasses = metrics.some(({ metric }) => metric.kind === "counts");
  const flips = isOfClasses ? flipsOf(sides) : null;
  return stateComparison(
    {
      kind: request.kind,
      ...dataOf(rows),
      slices: slices.map(sliceLine),
      settings: settingsOf(request),
      seed: settings.seed,
      findings: [...findings, ...found],
      flips: flips === null ? null : { negative: flips.negative, positive: flips.positive, rows: flips.rows },
      examples: examplesOf(rows, metrics, flips),
      search: search === null ? null : searchEntry(search),
      added: [...request.added],
      removed: [...request.removed],
      charts: chartsOf(request),
    },
    context,
  );
}

function comparedWith(
  { file, predicate }: NonNullable<RowsRequest["evidence"]>,
  paired: Estimator,
  { rows, positive, cluster, settings }: RowsRequest,
): Estimator {
  const weighted = rows.sides.candidate.weights !== null;
  checkComparable({ ...dataOf(rows), positive, cluster, weighted, settings }, file, predicate);
  return unpairedEstimator(paired, predicate);
}

function dataOf({ rows, fingerprint, sides }: AssembledRows) {
  const { classes } = sides.candidate;
  return {
    data: { rows, fingerprint },
    classes: { names: classes.slice(0, MOST_CLASS_NAMES), count: classes.length },
  };
}

function searchEntry({ columns, worst, ...search }: SliceSearch): ComparisonPredicate["search"] {
  return { ...search, columns: [...columns], worst: worst === null ? null : { ...worst, slice: [...worst.slice] } };
}

/** A run that nothing can fail must not look like a gate. */
export function checkDecides(metrics: readonly { readonly role: MetricRequest["role"] }[]): void {
  if (metrics.some(({ role }) => role !== "informational")) return;
  throw new UserError("every metric is informational: nothing would decide", {
    remedy: "Leave informational away from at least one metric.",
  });
}

/** A rule that nothing would ever be held to must not look as if it were kept. */
function checkSliceRules({ metrics, slices }: RowsRequest): void {
  const idle = metrics.find(({ rules }) => rules.some(({ rule }) => isOfSlices(rule)));
  if (idle === undefined || slices.length > 0) return;
  throw new UserError(`${idle.metric.id} has a rule for slices, but there are no slices`, {
    remedy: "Name the columns that are slices.",
  });
}

function settingsOf({ lines, settings, task, positive, cluster, classesDeclared, rows }: RowsRequest) {
  const { seed: _, ...stated } = settings;
  return {
    metrics: [...lines],
    ...stated,
    task,
    positive,
    cluster,
    weighted: rows.sides.candidate.weights !== null,
    classesDeclared,
  };
}

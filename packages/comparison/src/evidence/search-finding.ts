import { UserError } from "@airworthy/evidence";
import type { RowsRequest } from "../compare-rows.ts";
import { criteriaOf } from "../decision/criteria.ts";
import { decideChange } from "../decision/decide.ts";
import { standingOf } from "../decision/standing.ts";
import type { Metric } from "../metrics/metric.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { rowScores } from "../slices/row-scores.ts";
import { type SliceSearch, searchSlices } from "../slices/search.ts";
import type { Slice, SliceRequest } from "../slices/slice.ts";
import type { ComparisonFinding } from "./finding.ts";
import { findingInWords, idOf } from "./wording.ts";

/** What a search found: itself, and a finding where it is a regression; anything less is only told. */
export interface SearchResult {
  readonly search: SliceSearch | null;
  readonly found: readonly ComparisonFinding[];
}

/**
 * Searches the slices for the worst, by the first metric that decides and that says something of single rows. Throws a UserError
 * where none does, and where rows have weights or clusters, which the search's tests know nothing of.
 */
export function findWorstSlice({ rows, metrics, search: columns, slices, settings }: RowsRequest): SearchResult {
  if (columns.length === 0) return { search: null, found: [] };
  const { sides } = rows;
  if (sides.candidate.weights !== null || sides.clusters !== null) {
    throw new UserError(
      "slices cannot be searched where rows have weights or clusters: its tests take rows for independent and equal",
    );
  }
  if (sides.baseline === null) return { search: null, found: [] };
  const request = metrics.find(
    ({ metric, role }) => role !== "informational" && (metric.kind === "counts" || metric.kind === "mean"),
  );
  const scores = request === undefined ? null : rowScores(request.metric, sides);
  if (request === undefined || scores === null) {
    throw new UserError("slices can be searched by a metric of classes or a mean of rows; none was given");
  }
  const { alpha, minRows } = settings;
  const metric = searchedMetric(request.metric);
  const search = searchSlices(sides.candidate, scores, metric.direction, { columns, minRows, alpha });
  const { worst } = search;
  if (worst === null) return { search, found: [] };
  const criteria = criteriaOf(metric, request.margin, worst.baseline, settings);
  const change = decideChange(worst.difference, worst.adjustedPValue, criteria);
  const isTold = metrics.some((asked) => asked.metric.id === metric.id) && isAsked(worst.slice, slices);
  if (change.change !== "regression" || isTold) return { search, found: [] };
  const methods = scores.isBinary
    ? ({ interval: "newcombe-paired", test: "mcnemar-exact" } as const)
    : ({ interval: "paired-t", test: "paired-t" } as const);
  const facts = {
    ...standingOf(change, [], request.role),
    metric: metric.id,
    direction: metric.direction,
    directionSource: metric.directionSource,
    unit: metric.unit,
    role: request.role,
    slice: [...worst.slice],
    rows: worst.rows,
    candidate: worst.candidate,
    baseline: worst.baseline,
    standardError: null,
    difference: worst.difference,
    pValue: worst.pValue,
    adjustedPValue: worst.adjustedPValue,
    methods,
    resamples: 0,
    margin: criteria.margin,
    rules: [],
    examplesNeeded: null,
    note: null,
    searched: search.searched,
    waiver: null,
  };
  return { search, found: [{ id: idOf(facts), ...facts, headline: findingInWords(facts, alpha) }] };
}

/** What single rows say of a metric: of classes, whether they are right. */
function searchedMetric(metric: Metric): Metric {
  const isOwn = metric.kind !== "counts" || metric.id === "accuracy";
  return isOwn ? metric : parseMetric("accuracy", { positive: null, isMultiLabel: false });
}

/** Whether a slice is one of a slicing that was asked for; one of its columns alone is not. */
function isAsked(slice: Slice, slicings: readonly SliceRequest[]): boolean {
  return slicings.some(
    ({ columns }) => columns.length === slice.length && slice.every(({ column }) => columns.includes(column)),
  );
}

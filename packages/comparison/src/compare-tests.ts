import { type Statement, UserError } from "@airworthy/evidence";
import type { Table } from "@airworthy/tables";
import { compareRows, type RowsRequest } from "./compare-rows.ts";
import type { MetricRequest } from "./decision/metric-request.ts";
import type { ComparisonContext } from "./evidence/comparison-context.ts";
import type { ComparisonPredicate } from "./evidence/predicate.ts";
import { resampleHere } from "./inference/resampler.ts";
import type { ComparisonSettings } from "./measure/settings.ts";
import type { MetricFile } from "./metric-files/metric-file.ts";
import type { MeanMetric, Metric } from "./metrics/metric.ts";
import { parseMetric } from "./metrics/parse-metric.ts";
import { assemble } from "./tables/assemble.ts";
import { casesTables, PASSED } from "./tables/cases-table.ts";
import { planColumns } from "./tables/plan-columns.ts";
import { numbersOf } from "./tables/side.ts";

/** A file of test results, as it was read. */
export interface ReadResults {
  readonly file: Table["file"];
  readonly content: MetricFile;
}

export interface TestsRequest {
  readonly candidate: ReadResults;
  readonly baseline: ReadResults | null;
  readonly metrics: readonly MetricRequest[];
  /** The metrics as they were asked for. */
  readonly lines: readonly string[];
  readonly settings: ComparisonSettings;
}

/** What is compared of test results where nobody says what. */
export const USUAL_TEST_METRICS = ["pass-rate"];

const PASS_RATE: MeanMetric = {
  kind: "mean",
  id: "pass-rate",
  direction: "higher-is-better",
  directionSource: "definition",
  unit: "rate",
  range: [0, 1],
  requests: [{ kind: "number", column: PASSED, isOptional: false, least: 0 }],
  isBinary: true,
  valuesOf: (side) => numbersOf(side, PASSED),
};

/** A metric of test results: `pass-rate`, or one of a column, such as `mean(column=seconds)`. */
export function parseTestMetric(name: string): Metric {
  return name === PASS_RATE.id ? PASS_RATE : parseMetric(name, { positive: null, isMultiLabel: false });
}

/**
 * Compares two versions test by test: those that both ran, paired by their ids, and what was added or removed. Throws a
 * UserError for a file that does not list all its tests, and for a metric of what not all tests of both files have.
 */
export async function compareTests(
  { candidate, baseline, metrics, lines, settings }: TestsRequest,
  context: ComparisonContext,
): Promise<Statement<ComparisonPredicate>> {
  const tables = casesTables(candidate, baseline);
  for (const results of [candidate, baseline]) if (results !== null) checkWhole(results);
  const use = { metrics, slices: [], search: [], cluster: null, classes: [] };
  for (const table of [tables.candidate, tables.baseline]) if (table !== null) checkColumns(table, metrics);
  const { shared } = planColumns(use);
  const request: RowsRequest = {
    kind: "tests",
    rows: assemble({ ...tables, shared, cluster: null, classes: [], isMultiLabel: false }),
    evidence: null,
    ...use,
    lines,
    classesDeclared: false,
    task: null,
    positive: null,
    settings,
    added: tables.added,
    removed: tables.removed,
  };
  return await compareRows(request, context, resampleHere);
}

/** What is missing may be what failed. */
function checkWhole({ file, content }: ReadResults): void {
  const problem = content.metrics.find(({ name }) => name === PASS_RATE.id)?.problem ?? null;
  if (problem !== null) throw new UserError(`${file.name}: ${PASS_RATE.id} ${problem}`);
}

function checkColumns({ file, columns }: Table, metrics: readonly MetricRequest[]): void {
  for (const { metric } of metrics) {
    const missing = metric.requests.find((request) => request.kind !== "number" || !columns.has(request.column));
    if (missing === undefined) continue;
    throw new UserError(`${file.name}: ${metric.id} cannot be had of test results`, {
      remedy: `There are the columns ${[...columns.keys()].join(", ")}, as in mean(column=seconds).`,
    });
  }
}

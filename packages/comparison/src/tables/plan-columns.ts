import { UserError } from "@airworthy/evidence";
import type { ColumnRequest } from "@airworthy/tables";
import type { MetricRequest } from "../decision/metric-request.ts";
import type { SliceRequest } from "../slices/slice.ts";

/** What is read of a table beside the metrics' own columns. */
export interface RowUse {
  readonly metrics: readonly MetricRequest[];
  readonly slices: readonly SliceRequest[];
  /** Columns that are searched for the worst slice. */
  readonly search: readonly string[];
  /** The column that says which rows belong together; null where all are independent. */
  readonly cluster: string | null;
  /** All that labels and predictions may be, where they are classes; any where empty. */
  readonly classes: readonly string[];
}

export interface ColumnPlan {
  readonly requests: readonly ColumnRequest[];
  /** The columns that say what a row is: both versions must agree on them. */
  readonly shared: readonly string[];
}

const KEY_COLUMNS = ["id", "label", "prediction", "score", "weight"];

/**
 * The columns that a comparison reads. Throws a UserError where two metrics take one column for different things, such as the
 * label for a class and for a number, and for a slice or cluster that is one of the columns that are compared.
 */
export function planColumns({ metrics, slices, search, cluster, classes }: RowUse): ColumnPlan {
  const groups = [...new Set([...slices.flatMap(({ columns }) => columns), ...search])];
  const named = [...groups, ...(cluster === null ? [] : [cluster])];
  const key = named.find((column) => KEY_COLUMNS.includes(column) || column.startsWith("scores."));
  if (key !== undefined) {
    throw new UserError(
      `${JSON.stringify(key)} cannot be a slice or a cluster: it is one of the columns that are compared`,
    );
  }
  const requests = new Map<string, { request: ColumnRequest; of: string }>();
  for (const { metric } of metrics) {
    for (const request of metric.requests) addRequest(requests, withClasses(request, classes), metric.id);
  }
  for (const column of new Set(named)) {
    addRequest(requests, { kind: "category", column, allowed: [], isSet: false }, "a slice or cluster");
  }
  addRequest(requests, { kind: "number", column: "weight", isOptional: true, least: 0 }, "weight");
  if (readsLabel(metrics) && !requests.has("label")) {
    addRequest(requests, { kind: "fingerprint", column: "label" }, "label");
  }
  return {
    requests: [...requests.values()].map(({ request }) => request),
    shared: [...(requests.has("label") ? ["label"] : []), "weight", ...new Set(named)],
  };
}

function addRequest(
  requests: Map<string, { request: ColumnRequest; of: string }>,
  request: ColumnRequest,
  of: string,
): void {
  const name = nameOf(request);
  const known = requests.get(name);
  if (known === undefined) requests.set(name, { request, of });
  else if (known.request.kind !== request.kind || describe(known.request) !== describe(request)) {
    throw new UserError(
      `${known.of} and ${of} read the column ${JSON.stringify(name)} differently: ${describe(known.request)}, and ${describe(request)}`,
      { remedy: "Compare them in two runs." },
    );
  }
}

function withClasses(request: ColumnRequest, classes: readonly string[]): ColumnRequest {
  const isOfClasses = request.kind === "category" && (request.column === "label" || request.column === "prediction");
  return isOfClasses ? { ...request, allowed: classes } : request;
}

function nameOf(request: ColumnRequest): string {
  if (request.kind === "derived") return request.name;
  return request.kind === "numbers" ? `${request.prefix}.` : request.column;
}

function describe(request: ColumnRequest): string {
  if (request.kind === "category") return request.isSet ? "as lists of classes" : "as classes";
  if (request.kind === "number")
    return `as numbers${request.least === Number.NEGATIVE_INFINITY ? "" : ` from ${request.least} on`}`;
  return request.kind === "derived" ? `from ${request.from.join(", ")}` : `as ${request.kind}`;
}

function readsLabel(metrics: readonly MetricRequest[]): boolean {
  return metrics.some(({ metric }) =>
    metric.requests.some((request) => request.kind === "derived" && request.from.includes("label")),
  );
}

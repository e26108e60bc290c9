import {
  assemble,
  type ComparisonPredicate,
  compareRows,
  type MetricRequest,
  parseMetric,
  parseMetricRequests,
  parseSliceRequests,
  planColumns,
  usualMetrics,
} from "@airworthy/comparison";
import type { Statement, VersionRef } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import type { Table } from "@airworthy/tables";
import { readShownTable } from "../read-shown-table.ts";
import type { VersionInput } from "../version-inputs.ts";
import { contextOf, type Started } from "./context.ts";
import { isEvidence, readComparison } from "./evidence-baseline.ts";
import type { Inputs } from "./inputs.ts";
import type { FoundBaseline } from "./open-baseline.ts";
import { settingsOf } from "./settings.ts";
import { threadedResampler } from "./threaded-resampler.ts";

/** Two versions, and what is asked of them. */
export interface Comparing {
  readonly candidate: VersionInput;
  readonly package: VersionRef | null;
  readonly baseline: FoundBaseline;
  /** Null for the task's usual metrics. */
  readonly lines: readonly string[] | null;
}

/** Reads both tables and compares them row by row. */
export async function compareTables(
  given: Comparing,
  inputs: Inputs,
  started: Started,
  ports: Ports,
): Promise<Statement<ComparisonPredicate>> {
  const lines = given.lines ?? usualMetrics(inputs.task);
  const metrics = requestsOf(lines, inputs);
  const use = {
    metrics,
    slices: parseSliceRequests(inputs.slices ?? []),
    search: inputs["search-slices"] ?? [],
    cluster: inputs.cluster ?? null,
    classes: inputs.classes ?? [],
  };
  const { requests, shared } = planColumns(use);
  const read = (path: string, name: string, like: Table | null) =>
    readShownTable({ path, name, columns: requests, like }, ports);
  const found = given.baseline.kind === "found" ? given.baseline.baseline : null;
  const evidence = found === null || !isEvidence(found.path) ? null : await readComparison(found, ports);
  const [candidate, baseline] = await ports.log.group("Read rows", async () => {
    const own = await read(given.candidate.source, given.candidate.source, null);
    if (found === null || evidence !== null) return [own, null] as const;
    return [own, await read(found.path, found.name, own)] as const;
  });
  const isMultiLabel = inputs.task === "multi-label";
  const rows = assemble({ candidate, baseline, shared, cluster: use.cluster, classes: use.classes, isMultiLabel });
  const files = { candidate: candidate.file, baseline: baseline?.file ?? evidence?.file ?? null };
  const context = contextOf({ ...given, files }, started);
  return await ports.log.group("Compare metrics", () =>
    compareRows(
      {
        kind: "rows",
        rows,
        evidence: evidence && { file: evidence.file.name, predicate: evidence.predicate },
        ...use,
        lines,
        classesDeclared: use.classes.length > 0,
        task: inputs.task,
        positive: inputs.positive ?? null,
        settings: settingsOf(inputs),
        added: [],
        removed: [],
      },
      context,
      threadedResampler(ports.signal, contextOfMetrics(inputs)),
    ),
  );
}

/** The metrics of some lines, made for the inputs' task and classes. */
function requestsOf(lines: readonly string[], inputs: Inputs): MetricRequest[] {
  return parseMetricRequests(lines, (name) => parseMetric(name, contextOfMetrics(inputs)));
}

function contextOfMetrics({ positive, task }: Inputs) {
  return { positive: positive ?? null, isMultiLabel: task === "multi-label" };
}

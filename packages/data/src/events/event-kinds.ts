import type { EventMetric, SignalQuery } from "@airworthy/signals";
import { PARTICULARS } from "./event-batch.ts";
import { groupCodes } from "./group-codes.ts";

/** The columns of which outcomes' numbers are, each once. */
export function numberColumns({ metrics }: SignalQuery): string[] {
  return [...new Set(metrics.flatMap(({ value, per }) => [value, per]).filter((column) => column !== null))];
}

/** The names of events that any metric asks for: each a kind of outcomes, and one more all others. */
export function eventNames({ metrics, outcomes }: SignalQuery): string[] {
  if (outcomes.columns.event === null) return [];
  return [...new Set(metrics.map(({ event }) => event).filter((event) => event !== null))];
}

/** Whether a metric is of a kind of outcomes; `name` is null for the kind of all others. */
export function isAskedBy({ event }: EventMetric, name: string | null, { outcomes }: SignalQuery): boolean {
  return outcomes.columns.event === null || event === null || event === name;
}

/** How many doubles hold any event of a query. */
export function eventStride(query: SignalQuery): number {
  const groups = groupCodes(query.metrics.flatMap((metric) => metric.groups));
  return PARTICULARS + Math.max(groups.length, numberColumns(query).length);
}

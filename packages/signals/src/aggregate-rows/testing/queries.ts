import type { EventMetric, SignalQuery } from "../../query.ts";

/** What a test's query asks for where the test says nothing else. */
export function metricOf(some: Partial<EventMetric>): EventMetric {
  const none = { event: null, value: null, per: null, limits: null, hasBefore: false, groups: [] };
  return { name: "m", measure: "mean", ...none, ...some };
}

export function queryOf(...metrics: readonly EventMetric[]): SignalQuery {
  const exposureColumns = { time: "t", unit: "u", flag: "f", variant: "v", version: null, id: null, received: null };
  return {
    flag: "ranker",
    version: null,
    variants: { candidate: ["new"], baseline: ["old"] },
    times: { from: 1_000, preFrom: 1_000, preUntil: 1_000, until: 9_000, now: 9_000, skew: 100, wait: 0, within: null },
    exposures: { table: null, columns: exposureColumns },
    segment: null,
    excluded: [],
    outcomes: { table: null, columns: { time: "t", unit: "u", event: "e", id: null, received: null } },
    metrics,
  };
}

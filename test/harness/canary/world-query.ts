import type { EventMetric, Group, QueryTimes, SignalQuery } from "@airworthy/signals";

const HOUR = 3_600_000;
/** 2 March 2026, 08:00 UTC. */
const FROM = 1_772_438_400_000;

export const WORLD_TIMES: QueryTimes = {
  from: FROM,
  preFrom: FROM - 24 * HOUR,
  preUntil: FROM - HOUR,
  until: FROM + 23 * HOUR,
  now: FROM + 24 * HOUR,
  skew: 5_000,
  wait: HOUR,
  within: null,
};

const HOSTILE: Group = { column: "country", value: `o'brien's "x" \\ -- 北` };
const FREE: Group = { column: "plan's", value: "free" };
const NONE = { value: null, per: null, limits: null, hasBefore: false, groups: [] } as const;

/** A metric of each measure, with and without what is optional; one of them has values that are missing. */
const METRICS: readonly EventMetric[] = [
  {
    ...NONE,
    name: "stars",
    event: "feedback",
    measure: "mean",
    value: "stars",
    hasBefore: true,
    groups: [HOSTILE, FREE],
  },
  { ...NONE, name: "__proto__", event: "complaint", measure: "rate", hasBefore: true, groups: [FREE] },
  { ...NONE, name: "clicks a view", event: "view", measure: "ratio", value: "clicks", per: "views" },
  { ...NONE, name: "clicks a page", event: "view", measure: "ratio", value: "clicks", groups: [HOSTILE] },
  {
    ...NONE,
    name: "wait",
    event: "response",
    measure: "quantile",
    value: "ms",
    limits: [0, 420, 1000, 1680],
    groups: [FREE],
  },
  { ...NONE, name: "doings", event: null, measure: "mean" },
];

/** The tables' names, or queries in brackets; null for files. */
export interface WorldTables {
  readonly exposures: string | null;
  readonly outcomes: string | null;
}

/** What the tests ask of `signalWorld`. */
export function worldQuery(tables: WorldTables, within: number | null = null): SignalQuery {
  return {
    flag: "ranker",
    version: "ranker-2/2",
    variants: { candidate: ["new", "new-b"], baseline: ["old"] },
    times: { ...WORLD_TIMES, within },
    segment: null,
    excluded: [{ column: "country", value: "fr" }],
    exposures: {
      table: tables.exposures,
      columns: {
        time: "timestamp",
        unit: "feature_flag.context.id",
        flag: "feature_flag.key",
        variant: "feature_flag.result.value",
        version: "feature_flag.version",
        id: "id",
        received: "received",
      },
    },
    outcomes: {
      table: tables.outcomes,
      columns: { time: "at", unit: "user", event: "event", id: "id", received: "received" },
    },
    metrics: METRICS,
  };
}

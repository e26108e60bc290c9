import type { EventMetric, SignalQuery } from "@airworthy/signals";
import type { TimeKinds } from "./parts.ts";

const NONE = { value: null, per: null, limits: null, hasBefore: false, groups: [] } as const;

/** One metric of each measure, in tables of everything that may be there. */
const METRICS: readonly EventMetric[] = [
  {
    ...NONE,
    name: "stars",
    event: "feedback",
    measure: "mean",
    value: "stars",
    hasBefore: true,
    groups: [{ column: "country", value: "Côte d'Ivoire \\" }],
  },
  { ...NONE, name: "complaints", event: "complaint", measure: "rate" },
  { ...NONE, name: "clicks a view", event: "view", measure: "ratio", value: "clicks", per: "views" },
  { ...NONE, name: "wait", event: "response", measure: "quantile", value: "ms", limits: [100, 250.5, 1e21] },
];

export const EXAMPLE_QUERY: SignalQuery = {
  flag: "ranker",
  version: "ranker-2/3",
  variants: { candidate: ["sha256:b"], baseline: ["sha256:a", "old"] },
  times: {
    // 2 March 2026, 08:00 UTC, and then a day.
    from: 1_772_438_400_000,
    preFrom: 1_772_352_000_000,
    preUntil: 1_772_434_800_000,
    until: 1_772_521_200_000,
    now: 1_772_524_800_000,
    skew: 5_000,
    wait: 3_600_000,
    within: 21_600_000,
  },
  segment: { column: "tier", value: "paid" },
  excluded: [{ column: "tier", value: "staff" }],
  exposures: {
    table: "exposures",
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
    table: "(SELECT * FROM outcomes)",
    columns: { time: "at", unit: "user", event: "event", id: "id", received: null },
  },
  metrics: METRICS,
};

export const EXAMPLE_KINDS: TimeKinds = {
  exposed: "zoned",
  exposureReceived: "timestamp",
  done: "whole",
  outcomeReceived: "whole",
};

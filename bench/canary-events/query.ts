import type { SignalQuery } from "@airworthy/signals";
import { COUNTRIES, FROM, UNTIL } from "./generated.ts";

export const LIMITS = [50, 100, 200, 300, 400, 500, 700, 1_000] as const;
const NONE = {
  per: null,
  limits: null,
  hasBefore: false,
  groups: COUNTRIES.map((value) => ({ column: "country", value })),
};

const TEXTS = [
  "feature_flag.key",
  "feature_flag.result.value",
  "feature_flag.context.id",
  "feature_flag.version",
  "country",
  "user",
  "event",
];

/** The columns of the file, as DuckDB's read_json takes them; `id` is empty where events have none. */
export function columnsOf(id: string): string {
  const texts = [...TEXTS, ...(id === "" ? [] : [id])].map((name) => `"${name}": 'VARCHAR'`);
  return `{timestamp: 'TIMESTAMP', value: 'DOUBLE', ${texts.join(", ")}}`;
}

/** Three metrics, each in all users and in those of each country. */
export function benchQuery(id: string | null): SignalQuery {
  return {
    flag: "ranker",
    version: "ranker-2/3",
    variants: { candidate: ["new"], baseline: ["old"] },
    times: {
      from: FROM,
      preFrom: FROM,
      preUntil: FROM,
      until: UNTIL,
      now: UNTIL,
      skew: 60_000,
      wait: 3_600_000,
      within: null,
    },
    exposures: {
      table: null,
      columns: {
        time: "timestamp",
        unit: "feature_flag.context.id",
        flag: "feature_flag.key",
        variant: "feature_flag.result.value",
        version: "feature_flag.version",
        id: null,
        received: null,
      },
    },
    segment: null,
    excluded: [],
    outcomes: { table: null, columns: { time: "timestamp", unit: "user", event: "event", id, received: null } },
    metrics: [
      { ...NONE, name: "rating", event: "rating", measure: "mean", value: "value" },
      { ...NONE, name: "complaint", event: "complaint", measure: "rate", value: null },
      { ...NONE, name: "latency", event: "latency", measure: "quantile", value: "value", limits: LIMITS },
    ],
  };
}

import { expect, test } from "vitest";
import { canaryPlanOf } from "./plan-of.ts";
import type { WrittenCanary } from "./plan-section.ts";
import { type AskedStep, exposureSeriesOf, seriesQueryOf, signalQueryOf } from "./signal-query.ts";

const CANDIDATE = `sha256:${"a".repeat(64)}`;
const BASELINE = `sha256:${"b".repeat(64)}`;
const STEP: AskedStep = {
  flag: "ranker",
  version: "ranker-2/3",
  digests: { candidate: CANDIDATE, baseline: BASELINE },
  segment: null,
  excluded: [],
  from: "2026-03-02T01:00:00Z",
  began: "2026-03-02T01:00:00Z",
  until: null,
  now: "2026-03-02T07:00:00Z",
};
const FROM = Date.UTC(2026, 2, 2, 1);
const NOW = Date.UTC(2026, 2, 2, 7);

function written(changes: Partial<WrittenCanary> = {}): WrittenCanary {
  return {
    sources: { events: { kind: "files", paths: ["e.jsonl"] } },
    exposures: { source: "events" },
    outcomes: { source: "events" },
    metrics: { visits: { class: "engagement", measure: "mean", better: "higher", margin: 1 } },
    ...changes,
  };
}

function queryOf(changes: Partial<WrittenCanary> = {}, step: Partial<AskedStep> = {}) {
  const plan = written(changes);
  return signalQueryOf(plan, canaryPlanOf(plan), { ...STEP, ...step });
}

test("a step's query has its time, its version of the flag and every name of the two versions", () => {
  expect(queryOf()).toMatchObject({
    flag: "ranker",
    version: "ranker-2/3",
    variants: { candidate: [CANDIDATE, "a".repeat(64), "candidate"], baseline: [BASELINE, "b".repeat(64), "stable"] },
    times: { from: FROM, preFrom: FROM, preUntil: FROM, until: NOW, now: NOW, skew: 60_000, wait: 0, within: null },
    exposures: { table: null, columns: { unit: "feature_flag.context.id", version: "feature_flag.version" } },
    outcomes: { columns: { time: "timestamp", unit: "user", event: "event" } },
    metrics: [{ name: "visits", measure: "mean" }],
  });
});

test("events are waited for, and a step that is over has its own end", () => {
  const times = { wait: "10m", within: "1h", before: "1d", skew: "5s" };
  expect(queryOf(times)?.times).toEqual({
    from: FROM,
    preFrom: FROM - 86_400_000,
    preUntil: FROM,
    until: NOW - 600_000,
    now: NOW,
    skew: 5_000,
    wait: 600_000,
    within: 3_600_000,
  });
  expect(queryOf({ wait: "10m" }, { until: "2026-03-02T02:00:00Z" })?.times.until).toBe(Date.UTC(2026, 2, 2, 2));
  // The step has lasted for less than what is waited for.
  expect(queryOf({ wait: "1d" })?.times.until).toBe(FROM);
});

test("the time before ends where the rollout began, also of later steps and of one that was resumed", () => {
  const day = 86_400_000;
  const began = "2026-03-01T01:00:00Z";
  expect(queryOf({ before: "1d" }, { began })?.times).toMatchObject({ preFrom: FROM - 2 * day, preUntil: FROM - day });
  expect(queryOf({ before: "1d" }, { began: null })?.times).toMatchObject({ preFrom: FROM, preUntil: FROM });
});

test("a table of somebody's own has the columns that the plan names, and no version without one", () => {
  const sources = { warehouse: { kind: "postgresql", urlVariable: "URL" } } as const;
  const table = {
    source: "warehouse",
    table: "seen",
    columns: { time: "at", unit: "who", flag: null, variant: "arm" },
  };
  const query = queryOf({ sources, exposures: table, outcomes: { source: "warehouse", table: "done" } });
  expect(query).toMatchObject({
    version: null,
    exposures: { table: "seen", columns: { time: "at", unit: "who", flag: null, variant: "arm", version: null } },
    outcomes: { table: "done" },
  });
});

test("segments are told by the plan; one that it does not tell is an error, never everybody", () => {
  const segments = { staff: { column: "team", value: "us" } };
  expect(queryOf({ segments }, { segment: "staff" })?.segment).toEqual({ column: "team", value: "us" });
  expect(queryOf({ segments }, { excluded: ["staff"] })?.excluded).toEqual([{ column: "team", value: "us" }]);
  expect(() => queryOf({}, { segment: "staff" })).toThrow('who is in the segment "staff"');
  expect(() => queryOf({ segments }, { excluded: ["constructor"] })).toThrow('who is in the segment "constructor"');
});

test("a plan of windows alone asks for no units; its query is filled in for each version", () => {
  const sources = { prom: { kind: "prometheus", url: "https://prometheus.example" } } as const;
  const query = 'sum(increase(requests{version="$variant",digest="$digest"}[$window]))';
  const plan = written({ sources, exposures: { source: "prom", query, window: "15m" }, metrics: {} });
  expect(signalQueryOf(plan, canaryPlanOf(plan), STEP)).toBeNull();
  const signal = exposureSeriesOf(plan);
  if (signal === null) throw new Error("the plan has no windows");
  expect(seriesQueryOf("exposures", signal, STEP)).toEqual({
    metric: "exposures",
    queries: {
      candidate: `sum(increase(requests{version="candidate",digest="${CANDIDATE}"}[900s]))`,
      baseline: `sum(increase(requests{version="stable",digest="${BASELINE}"}[900s]))`,
    },
    from: FROM,
    until: NOW,
    window: 900_000,
  });
});

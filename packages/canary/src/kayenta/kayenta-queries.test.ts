import { expect, test } from "vitest";
import { exampleConfig } from "../../fixtures/kayenta-example.ts";
import type { WrittenKayenta } from "../plan/kayenta-section.ts";
import type { AskedStep } from "../plan/signal-query.ts";
import { kayentaQueriesOf } from "./kayenta-queries.ts";

const STEP: AskedStep = {
  flag: "ranker",
  version: "ranker-2/3",
  digests: { candidate: `sha256:${"a".repeat(64)}`, baseline: `sha256:${"b".repeat(64)}` },
  segment: null,
  excluded: [],
  from: "2026-03-02T01:00:00Z",
  began: null,
  until: null,
  now: "2026-03-02T07:00:00Z",
};
const TIMES = { from: Date.UTC(2026, 2, 2, 1), until: Date.UTC(2026, 2, 2, 7), window: 60_000 };
const CONFIG = exampleConfig([
  { name: "errors", query: { type: "prometheus", metricName: "errors", customInlineTemplate: `v="\${scope}"` } },
  { name: "cpu", query: { type: "atlas", q: "name,Cpu,:eq" } },
  { name: "load", query: { type: "prometheus", metricName: "load", customInlineTemplate: 'zone="eu"' } },
]);

function written(changes: Partial<WrittenKayenta> = {}): WrittenKayenta {
  return {
    judge: "kayenta",
    config: "canary/ranker.json",
    sources: { prom: { kind: "prometheus", url: "https://prometheus.example" } },
    source: "prom",
    bindings: { candidate: { scope: "$variant" }, baseline: { scope: "$variant" } },
    ...changes,
  };
}

test("what is bound is filled in for each version; what cannot be asked is named, and so is what asks the same of both", () => {
  const { queries, unsupported } = kayentaQueriesOf(written(), CONFIG, STEP);
  expect(queries).toEqual([
    {
      metric: "errors",
      queries: { candidate: 'avg(errors{v="candidate"})', baseline: 'avg(errors{v="stable"})' },
      ...TIMES,
    },
  ]);
  expect([...unsupported].map(([name, { problem }]) => [name, problem])).toEqual([
    ["cpu", "queries of the kind atlas are not supported; prometheus is"],
    ["load", "its query asks the same of both versions; use names that are bound differently"],
  ]);
});

test("the digest, the window and a step that is over", () => {
  const bindings = { candidate: { scope: "$digest/$window" }, baseline: { scope: "old" } };
  const until = "2026-03-02T03:00:00Z";
  const [query] = kayentaQueriesOf(written({ bindings, window: "5m" }), CONFIG, { ...STEP, until }).queries;
  expect(query).toMatchObject({
    queries: { candidate: `avg(errors{v="${STEP.digests.candidate}/300s"})`, baseline: 'avg(errors{v="old"})' },
    until: Date.UTC(2026, 2, 2, 3),
    window: 300_000,
  });
});

test("a source of rows is asked for every metric, by the scope of each version", () => {
  const sources = { rows: { kind: "http", url: "https://rows.example" } } as const;
  const { queries, unsupported } = kayentaQueriesOf(written({ sources, source: "rows" }), CONFIG, STEP);
  expect(queries.map(({ metric }) => metric)).toEqual(["errors", "cpu", "load"]);
  expect(queries[1]).toEqual({ metric: "cpu", queries: { candidate: "candidate", baseline: "stable" }, ...TIMES });
  expect(unsupported.size).toBe(0);
});

import { checkShape, readYaml } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { canarySectionSchema } from "./plan-section.ts";

const PLAN = `
ranker:
  judge: kayenta
  config: canary/ranker.json
  sources:
    prom: { kind: prometheus, url: "https://prometheus.example" }
    db: { kind: duckdb }
    rows: { kind: files, paths: [rows.jsonl] }
  source: prom
  window: 1m
  bindings:
    candidate: { scope: $variant, location: eu }
    baseline: { scope: $variant, location: eu }
  exposures: { source: prom, query: 'sum(increase(requests{v="$variant"}[$window]))' }
`;

const read = (text: string) => checkShape(canarySectionSchema, readYaml(text, "airworthy.yml").value, "airworthy.yml");

test("a plan by Kayenta's rules is told by its judge; others say sequential, or nothing", () => {
  expect(read(PLAN)["ranker"]).toMatchObject({ judge: "kayenta", bindings: { candidate: { location: "eu" } } });
  const ours = `
ranker:
  judge: sequential
  sources: { prom: { kind: prometheus, url: "https://prometheus.example" } }
  exposures: { source: prom, query: x }
  metrics: { errors: { class: quality, source: prom, query: y, better: lower, margin: 0.1 } }
`;
  expect(read(ours)["ranker"]).toMatchObject({ judge: "sequential" });
});

describe("a plan is refused that", () => {
  test.each([
    ["has a judge of another name", "judge: kayenta", "judge: kaynta", /judge/],
    ["names a source that it has not", "source: prom\n", "source: gone\n", /must name only sources that it has/],
    ["reads metrics from a database", "source: prom\n", "source: db\n", /of the kind prometheus, files or http/],
    ["reads requests from a database", "source: prom, query", "source: db, query", /of the kind prometheus/],
    ["leaves the repository", "canary/ranker.json", "../secret.json", /a path from the root of the repository/],
    ["has an absolute path", "canary/ranker.json", "/etc/passwd", /a path from the root of the repository/],
    ["has a path of Windows", "canary/ranker.json", "c:\\ranker.json", /a path from the root of the repository/],
    ["binds a page", "location: eu }\n    baseline", `location: ${"x".repeat(501)} }\n    baseline`, /location/],
    ["binds one version", "    baseline: { scope: $variant, location: eu }\n", "", /baseline/],
    ["has metrics of its own", "  source: prom\n", "  source: prom\n  metrics: {}\n", /metrics/],
  ])("%s", (_, from, to, message) => {
    expect(PLAN).toContain(from);
    expect(() => read(PLAN.replace(from, to))).toThrow(message);
  });

  test("takes rows whose versions nothing tells apart", () => {
    const rows = PLAN.replace("source: prom\n", "source: rows\n");
    expect(() => read(rows.replaceAll("scope: $variant, ", ""))).toThrow(/must bind scope for both versions/);
    expect(read(rows)["ranker"]).toMatchObject({ source: "rows" });
  });
});

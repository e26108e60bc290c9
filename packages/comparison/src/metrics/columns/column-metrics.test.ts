import { describe, expect, test } from "vitest";
import { measured, type Row, sideFor } from "../../../fixtures/side.ts";
import { parseMetric } from "../parse-metric.ts";

const CONTEXT = { positive: null, isMultiLabel: false };

const rowsOf = (column: string, values: readonly unknown[]): Row[] => values.map((value) => ({ [column]: value }));
const on = (metric: string, rows: readonly Row[]) => measured(parseMetric(metric, CONTEXT), rows);

describe("values, by hand", () => {
  const rows = rowsOf("latency_ms", [40, 10, 20, 30]);

  test.each([
    ["mean(column=latency_ms)", 25],
    ["sum(column=latency_ms)", 100],
    ["median(column=latency_ms)", 25],
    ["p50(column=latency_ms)", 25],
    ["p90(column=latency_ms)", 37],
    ["quantile(column=latency_ms,q=0.25)", 17.5],
  ])("%s", (metric, expected) => {
    expect(on(metric, rows)).toBeCloseTo(expected, 13);
  });

  test("a rate is of true, false, 1 and 0, in JSON and in CSV", () => {
    expect(on("rate(column=passed)", rowsOf("passed", [true, 1, "true", "TRUE", "1", false, 0, "0"]))).toBe(5 / 8);
    for (const value of [null, 2, "yes", "", undefined]) {
      expect(() => on("rate(column=passed)", rowsOf("passed", [value]))).toThrow(/passed is .*; true, false, 1 or 0/);
    }
  });

  test("a sum's influence is that of its mean times the rows", () => {
    const metric = parseMetric("sum(column=cost_usd)", CONTEXT);
    if (metric.kind !== "rows") throw new Error("no metric of rows");
    const prepared = metric.prepare(sideFor(metric, rowsOf("cost_usd", [1, 2, 6])), Uint32Array.of(0, 1, 2));
    expect([...(prepared.influence?.() ?? [])]).toEqual([-6, -3, 9]);
  });

  test("weighted rows have weighted quantiles", () => {
    const weighted = [
      { size: 1, weight: 1 },
      { size: 2, weight: 0.5 },
      { size: 9, weight: 0.25 },
    ];
    expect(on("median(column=size)", weighted)).toBe(1);
    expect(on("p90(column=size)", weighted)).toBe(9);
    expect(on("sum(column=size)", weighted)).toBe(4.25);
  });
});

test("a column's name says direction and unit, and the metric says how that is known", () => {
  expect(parseMetric("p95(column=latency_ms)", CONTEXT)).toMatchObject({
    id: "p95(column=latency_ms)",
    direction: "lower-is-better",
    directionSource: "name",
    unit: "milliseconds",
  });
  expect(parseMetric("mean(column=judge_score)", CONTEXT)).toMatchObject({
    direction: "higher-is-better",
    directionSource: "name",
    unit: "number",
  });
  expect(parseMetric("rate(column=blue)", CONTEXT)).toMatchObject({
    direction: "two-sided",
    directionSource: "unknown",
    unit: "rate",
    range: [0, 1],
  });
});

test("the column must be named, and a quantile lies from 0 to 1", () => {
  expect(() => parseMetric("mean", CONTEXT)).toThrow(/mean: column is missing/);
  expect(() => parseMetric("quantile(column=a)", CONTEXT)).toThrow(/quantile: q is missing/);
  expect(() => parseMetric("quantile(column=a,q=95)", CONTEXT)).toThrow(/q is "95"; a number from 0 to 1 is allowed/);
});

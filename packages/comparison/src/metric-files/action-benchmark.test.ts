import { describe, expect, test } from "vitest";
import { problemOf } from "./example-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

const read = (entries: readonly unknown[]) => readMetricFile(JSON.stringify(entries), "output.json");

test("the example of the action's documentation is read, of no direction", () => {
  const { format, metrics } = read([
    { name: "My Custom Smaller Is Better Benchmark - CPU Load", unit: "Percent", value: 50 },
    {
      name: "My Custom Smaller Is Better Benchmark - Memory Used",
      unit: "Megabytes",
      value: 100,
      range: "3",
      extra: "x",
    },
  ]);
  expect(format).toBe("github-action-benchmark");
  expect(metrics).toMatchObject([
    { value: 50, unit: null, unitText: "Percent", interval: null, direction: null },
    { value: 100, unit: null, unitText: "Megabytes", interval: { low: 97, high: 103 }, direction: null },
  ]);
});

describe("a range is a half-width where it is written as one", () => {
  test.each([
    ["± 1.5", { low: 8.5, high: 11.5 }],
    ["±10%", { low: 9, high: 11 }],
    ["+/- 2", { low: 8, high: 12 }],
    [2.5, { low: 7.5, high: 12.5 }],
    ["± 1e999", null],
    ["stddev: 0.1", null],
    ["8 … 12", null],
    [null, null],
  ])("%j", (range, interval) => {
    expect(read([{ name: "a", unit: "ms", value: 10, range }]).metrics[0]).toMatchObject({
      interval,
      unit: "milliseconds",
    });
  });
});

test("a percent range around a negative value is not turned around", () => {
  expect(read([{ name: "a", unit: "", value: -10, range: "±10%" }]).metrics[0]?.interval).toEqual({
    low: -11,
    high: -9,
  });
});

test("a number as text is a number, as the action itself takes it; anything else is a problem", () => {
  const { metrics } = read([
    { name: "a", unit: "s", value: "12.5" },
    { name: "b", unit: "s", value: null },
    { name: "c", unit: "s", value: true },
    { name: "d", unit: "s", value: "NaN" },
    { name: "e", unit: "s" },
    { name: "f", unit: "s", value: "" },
  ]);
  expect(metrics[0]).toMatchObject({ value: 12.5, problem: null });
  expect(metrics.slice(1).map(({ value }) => value)).toEqual(Array(5).fill(Number.NaN));
  expect(metrics.slice(1).map(({ problem }) => problem)).toEqual([
    "is null; a number is allowed",
    "is true; a number is allowed",
    'is the text "NaN"; a finite number is allowed',
    "is missing; a number is allowed",
    'is the text ""; a number is allowed',
  ]);
});

test("a list that cannot be trusted is refused", () => {
  expect(problemOf('[{"name": "a", "value": 1}, {"name": "a", "value": 2}]')).toContain(
    'the metric "a" is there twice',
  );
  expect(problemOf('[{"name": "a", "value": 1}, {"name": 3, "value": 2}]')).toContain(
    "m.json: 1.name is 3; a text is allowed",
  );
  expect(problemOf('[{"name": "a", "value": 1}, 5]')).toContain("m.json: 1.name is missing; a text is allowed");
  expect(problemOf("[]", "github-action-benchmark")).toContain("m.json has no metrics");
});

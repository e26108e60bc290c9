import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMetricsJson, type WrittenMetric } from "./metrics-json.ts";
import { readMetricFile } from "./read-metric-file.ts";

const all = (name: string, value: number | null): WrittenMetric => ({ name, slice: [], value });

test("metrics of all rows are at the top, those of slices under column and value", () => {
  const yelp = [{ column: "source", value: "yelp" }];
  const short = [...yelp, { column: "length", value: "short" }];
  const text = formatMetricsJson([
    all("accuracy", 0.93),
    { name: "accuracy", slice: yelp, value: 0.9 },
    { name: "macro-f1", slice: yelp, value: 0.88 },
    { name: "accuracy", slice: short, value: 0.8 },
  ]);
  expect(JSON.parse(text)).toEqual({
    accuracy: 0.93,
    slices: {
      source: { yelp: { accuracy: 0.9, "macro-f1": 0.88 } },
      "source&length": { "yelp&short": { accuracy: 0.8 } },
    },
  });
  expect(text.endsWith("}\n")).toBe(true);
});

test("what is not known stays as null, and is a problem to whoever reads it again", () => {
  const text = formatMetricsJson([
    all("a", null),
    all("b", Number.NaN),
    all("c", Number.POSITIVE_INFINITY),
    all("d", -0),
  ]);
  expect(JSON.parse(text)).toEqual({ a: null, b: null, c: null, d: 0 });
  const { metrics } = readMetricFile(text, "metrics.json");
  expect(metrics.map(({ problem }) => problem !== null)).toEqual([true, true, true, false]);
});

test("a metric cannot have the name under which slices are", () => {
  expect(() => formatMetricsJson([all("slices", 1)])).toThrow('a metric has the name "slices"');
  expect(() => formatMetricsJson([all("slices.a.b.c", 1)])).toThrow("slices is kept for slices");
});

test("whatever the names, every number comes back under a name of its own", () => {
  const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("__proto__", "1", "0", "a.b", "a", "%2E", "a&b"));
  const part = fc.record({ column: name, value: name });
  const metric = fc.record({
    name: name.filter((text) => text !== "slices" && !text.startsWith("slices.")),
    slice: fc.array(part, { maxLength: 2 }),
    value: fc.double({ min: -1e308, max: 1e308, noNaN: true }),
  });
  const selector = ({ name, slice }: WrittenMetric) => JSON.stringify([name, slice]);
  fc.assert(
    fc.property(fc.uniqueArray(metric, { selector, minLength: 1 }), (metrics) => {
      const read = readMetricFile(formatMetricsJson(metrics), "metrics.json", "dvc").metrics;
      const sorted = (values: readonly number[]) => values.map((value) => value + 0).toSorted((a, b) => a - b);
      expect(sorted(read.map(({ value }) => value))).toEqual(sorted(metrics.map(({ value }) => value ?? Number.NaN)));
    }),
    { numRuns: 500 },
  );
});

test("metrics keep the order in which they are given, also where names are numbers", () => {
  expect(formatMetricsJson([all("b", 1), all("2", 2), all("1", 3)])).toBe('{\n  "b": 1,\n  "2": 2,\n  "1": 3\n}\n');
});

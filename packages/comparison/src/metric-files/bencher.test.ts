import { expect, test } from "vitest";
import { problemOf } from "./example-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

test("the example of the format's documentation is read", () => {
  const { format, metrics } = readMetricFile(
    `{
      "benchmark_name": {
        "latency": { "value": 88.0, "lower_value": 87.42, "upper_value": 88.88 },
        "throughput": { "value": 5.55, "lower_value": 3.14, "upper_value": 6.30 }
      },
      "/bin/sh -c ./my_build_script.sh": { "build-time": { "value": 87.0 } },
      "my_binary": { "file-size": { "value": 42.0 } }
    }`,
    "bmf.json",
  );
  expect(format).toBe("bencher");
  expect(metrics.map(({ name, value, interval, direction }) => [name, value, interval, direction])).toEqual([
    ["benchmark_name.latency", 88, { low: 87.42, high: 88.88 }, null],
    ["benchmark_name.throughput", 5.55, { low: 3.14, high: 6.3 }, null],
    ["/bin/sh -c ./my_build_script.sh.build-time", 87, null, null],
    ["my_binary.file-size", 42, null, null],
  ]);
});

test("bounds that do not hold the value between them are no interval", () => {
  // As an adapter of Bencher's own test data writes them: 3247 with 1044 for both.
  const value = { value: 3247, lower_value: 1044, upper_value: 1044 };
  const { metrics } = readMetricFile(JSON.stringify({ a: { m: value, n: { value: 1, lower_value: 0 } } }), "bmf.json");
  expect(metrics.map(({ interval }) => interval)).toEqual([null, null]);
});

test("a value that is no number is a problem, and names of objects' own keys are names", () => {
  const text =
    '{"__proto__": {"constructor": {"value": null}}, "b": {"m": {"value": NaN}}, "c": {"m": {"value": "1"}}}';
  const { format, metrics } = readMetricFile(text, "bmf.json");
  expect([format, ...metrics.map(({ name, value, problem }) => [name, value, problem !== null])]).toEqual([
    "bencher",
    ["__proto__.constructor", Number.NaN, true],
    ["b.m", Number.NaN, true],
    ["c.m", Number.NaN, true],
  ]);
});

test("what is in no such form is refused where it was said to be", () => {
  expect(problemOf('{"a": 3}', "bencher")).toContain('m.json: "a" is 3; an object of measures is allowed');
  expect(problemOf('{"a": {"m": 3}}', "bencher")).toContain('m.json: "a.m" is 3; an object with "value" is allowed');
  expect(problemOf('{"a.b": {"c": {"value": 1}}, "a": {"b.c": {"value": 1}}}')).toContain('"a.b.c" is there twice');
  expect(problemOf("{}", "bencher")).toContain("m.json has no metrics");
});

import { describe, expect, test } from "vitest";
import { problemOf, valuesOf } from "./example-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

test("nested names are joined by dots, in JSON as in YAML", () => {
  // The example of `dvc metrics show` in DVC's documentation: train and test, each with accuracy and loss.
  const values = { "train.accuracy": 0.9886, "train.loss": 0.041855, "test.accuracy": 0.9886, auc: 1 };
  const json = '{"train": {"accuracy": 0.9886, "loss": 0.041855}, "test": {"accuracy": 0.9886}, "auc": 1}';
  const yaml = "train:\n  accuracy: 0.9886\n  loss: 0.041855\ntest:\n  accuracy: 0.9886\nauc: 1\n";
  for (const text of [json, yaml]) {
    const file = readMetricFile(text, "metrics");
    expect([file.format, valuesOf(file), file.cases, file.passedOver]).toEqual(["dvc", values, null, []]);
  }
  expect(valuesOf(readMetricFile(yaml, "metrics.yaml"))).toEqual(values);
});

test("a file says nothing of units, directions and spreads", () => {
  expect(readMetricFile('{"accuracy": 0.9}', "m.json").metrics).toEqual([
    {
      name: "accuracy",
      value: 0.9,
      problem: null,
      unit: null,
      unitText: null,
      direction: null,
      interval: null,
      samples: null,
    },
  ]);
});

describe("what is no finite number, but was meant as one, is a metric with a problem", () => {
  test.each([
    ["NaN", Number.NaN, "is NaN; a finite number is allowed"],
    ["Infinity", Number.POSITIVE_INFINITY, "is Infinity; a finite number is allowed"],
    ["-1e999", Number.NEGATIVE_INFINITY, "is -Infinity; a finite number is allowed"],
    ["null", Number.NaN, "is null; a number is allowed"],
    ['"0.9"', Number.NaN, 'is the text "0.9"; a number is allowed'],
    ['"nan"', Number.NaN, 'is the text "nan"; a finite number is allowed'],
    ['"-inf"', Number.NEGATIVE_INFINITY, 'is the text "-inf"; a finite number is allowed'],
  ])("%s", (given, value, problem) => {
    expect(readMetricFile(`{"a": {"loss": ${given}}, "b": 1}`, "m.json").metrics).toMatchObject([
      { name: "a.loss", value, problem },
      { name: "b", value: 1, problem: null },
    ]);
  });

  test("in YAML too", () => {
    const { metrics } = readMetricFile("a: .nan\nb: NaN\nc: -.inf\nd: ~\n", "m.yml");
    expect(metrics.map(({ value }) => value)).toEqual([Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY, Number.NaN]);
    expect(metrics.map(({ problem }) => problem === null)).toEqual([false, false, false, false]);
  });
});

test("texts, booleans, lists and empty objects are named as passed over", () => {
  const text = '{"model": "xgboost", "best": true, "losses": [1, 2], "more": {"none": {}}, "accuracy": 0.9}';
  const file = readMetricFile(text, "m.json");
  expect(valuesOf(file)).toEqual({ accuracy: 0.9 });
  expect(file.passedOver).toEqual([
    { name: "model", given: 'the text "xgboost"' },
    { name: "best", given: "true" },
    { name: "losses", given: "a list" },
    { name: "more.none", given: "an object" },
  ]);
});

test("numbers at the edges are kept: -0 as 0, large whole numbers as the nearest double", () => {
  const [zero, large] = readMetricFile('{"a": -0, "b": 123456789012345678901}', "m.json").metrics;
  expect(zero?.value).toBe(0);
  expect(large).toMatchObject({ value: 123456789012345680000, problem: null });
});

test("names that objects have of themselves, and very long ones, are names", () => {
  const long = "n".repeat(5_000);
  const { metrics } = readMetricFile(`{"__proto__": {"constructor": 1}, "toString": 2, "${long}": 3}`, "m.json");
  expect(metrics.map(({ name, value }) => [name, value])).toEqual([
    ["__proto__.constructor", 1],
    ["toString", 2],
    [long, 3],
  ]);
});

describe("a file that cannot be trusted as a whole is refused", () => {
  test.each([
    ['{"a": {"b": 1}, "a.b": 2}', 'm.json: the metric "a.b" is there twice'],
    ['{"a": 1, "a": 2}', 'm.json, line 1: the key "a" is there twice'],
    ["{}", "m.json has no metrics"],
    ['{"a": "b"}', "m.json has no metrics"],
    ['{"": 1}', "m.json: a metric has no name"],
    [`{"${"n".repeat(10_001)}": 1}`, "has 10001 characters; at most 10000 are allowed"],
    [`${'{"a":'.repeat(150)}1${"}".repeat(150)}`, "is nested deeper than 100 levels"],
    ["[1, 2]", "m.json is a list; an object of metrics is allowed"],
    ["0.93", "m.json is 0.93; an object of metrics is allowed"],
  ])("%.40s", (text, message) => {
    expect(problemOf(text, "dvc")).toContain(message);
  });

  test("with more metrics than anyone reads", () => {
    const many = Array.from({ length: 100_001 }, (_, index) => `"m${index}":1`);
    expect(problemOf(`{${many.join(",")}}`)).toContain("m.json has 100001 metrics; at most 100000 are allowed");
  });
});

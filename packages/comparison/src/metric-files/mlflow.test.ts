import { describe, expect, test } from "vitest";
import { problemOf, valuesOf } from "./example-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

const info = { run_id: "0a1b", status: "FINISHED", start_time: 1_552_550_804 };

test("a run as a dictionary has its metrics, and none of its other numbers", () => {
  const run = { info, data: { metrics: { rmse: 0.78, r2: 0.11 }, params: { alpha: "0.5" }, tags: {} }, inputs: {} };
  const file = readMetricFile(JSON.stringify(run), "run.json");
  expect([file.format, valuesOf(file), file.notes]).toEqual(["mlflow", { rmse: 0.78, r2: 0.11 }, []]);
});

test("of a metric that the REST answer lists more than once the latest step counts, and that is said", () => {
  const metrics = [
    { key: "loss", value: 0.5, timestamp: 10, step: 1 },
    { key: "loss", value: 0.2, timestamp: "12", step: "10" },
    { key: "loss", value: 0.3, timestamp: 11, step: 9 },
    { key: "accuracy", value: 0.7, timestamp: 20, step: 0 },
    { key: "accuracy", value: 0.8, timestamp: 30, step: 0 },
    { key: "accuracy", value: 0.6, timestamp: 15, step: 0 },
  ];
  const file = readMetricFile(JSON.stringify({ run: { info, data: { metrics } } }), "run.json");
  expect(valuesOf(file)).toEqual({ loss: 0.2, accuracy: 0.8 });
  expect(file.notes).toEqual([
    '"loss" was logged 3 times; step 10 is read',
    '"accuracy" was logged 3 times; step 0 is read',
  ]);
});

test("NaN is kept as a problem, as a dictionary, a list and protobuf's JSON have it", () => {
  const texts = [
    `{"info": {"run_id": "x"}, "data": {"metrics": {"loss": NaN}}}`,
    `{"info": {"run_id": "x"}, "data": {"metrics": [{"key": "loss", "value": NaN}]}}`,
    `{"info": {"run_id": "x"}, "data": {"metrics": [{"key": "loss", "value": "NaN", "timestamp": 1, "step": 0}]}}`,
  ];
  for (const text of texts) {
    const [loss] = readMetricFile(text, "run.json").metrics;
    expect(loss?.value, text).toBeNaN();
    expect(loss?.problem, text).not.toBeNull();
  }
});

test("the largest double is the infinity that it was when it was logged", () => {
  const { metrics } = readMetricFile(
    '{"info": {"run_id": "x"}, "data": {"metrics": {"a": -1.7976931348623157e308}}}',
    "r",
  );
  const problem = "is -Infinity, kept as -1.7976931348623157e+308; a finite number is allowed";
  expect(metrics).toMatchObject([{ value: Number.NEGATIVE_INFINITY, problem }]);
});

test("what mlflow.evaluate saves is read when the format is given", () => {
  const text = '{"accuracy_score": 0.9, "example_count": 100, "run": 3, "latency": {"mean": 2}}';
  const file = readMetricFile(text, "metrics.json", "mlflow");
  expect([file.format, valuesOf(file)]).toEqual([
    "mlflow",
    { accuracy_score: 0.9, example_count: 100, run: 3, "latency.mean": 2 },
  ]);
});

describe("a run without usable metrics is refused", () => {
  test.each([
    [{ info: { ...info, status: "FAILED" }, data: { metrics: { a: 1 } } }, "run.json: the run's status is FAILED"],
    [{ info, data: {} }, "run.json has no metrics"],
    [{ info, data: { metrics: [] } }, "run.json has no metrics"],
    [{ info, data: { metrics: 3 } }, "run.json: the metrics are 3; an object or a list is allowed"],
    [{ info, data: { metrics: [{ key: "a" }] } }, "run.json: data.metrics is not valid:\n  0.value: missing"],
    [{ info, data: { metrics: [{ value: 3 }] } }, "run.json: data.metrics is not valid:\n  0.key: missing"],
    [
      { info, data: { metrics: [{ key: "a", value: 1, step: "x" }] } },
      "run.json: data.metrics is not valid:\n  0.step",
    ],
  ])("%j", (run, message) => {
    expect(problemOf(JSON.stringify(run), undefined, "run.json")).toContain(message);
  });
});

import { expect, test } from "vitest";
import { problemOf, valuesOf } from "./example-file.ts";
import { readMetricFile } from "./read-metric-file.ts";

function report(tests: readonly unknown[], counted: unknown = tests.length): string {
  const summary = { tests: counted, passed: 0, failed: 0, skipped: 0, pending: 0, other: 0, start: 0, stop: 1 };
  return JSON.stringify({
    reportFormat: "CTRF",
    specVersion: "1.0.0",
    results: { tool: { name: "vitest" }, summary, tests },
  });
}

test("tests have ids, outcomes, seconds and slices, and come to a pass rate", () => {
  const text = report([
    { name: "adds", status: "passed", duration: 1500, suite: ["math", "sum"], filePath: "sum.ts", tags: ["b", "a"] },
    { name: "adds", status: "failed", duration: 0, filePath: "other.ts", id: "8f1f0b9e-0000-4000-8000-000000000000" },
    { name: "waits", status: "pending", duration: 0, suite: "old form" },
    { name: "skips", status: "skipped", duration: 0 },
    { name: "is unsure", status: "other", duration: 500, testId: "unsure-1" },
  ]);
  const file = readMetricFile(text, "ctrf.json");
  expect(file.format).toBe("ctrf");
  expect(file.cases?.map(({ id, passed, outcome, seconds }) => [id, passed, outcome, seconds])).toEqual([
    ["math::sum::adds", true, "passed", 1.5],
    ["other.ts::adds", false, "failed", 0],
    ["old form::waits", null, "skipped", 0],
    ["skips", null, "skipped", 0],
    ["unsure-1", null, "error", 0.5],
  ]);
  expect(file.cases?.[0]?.slices).toEqual(
    new Map([
      ["suite", "math > sum"],
      ["file", "sum.ts"],
      ["tags", "a, b"],
    ]),
  );
  // By hand: one passed of the three that were run.
  const values = { "pass-rate": 1 / 3, tests: 5, failed: 1, errors: 1, skipped: 2, duration: 2 };
  expect(valuesOf(file)).toEqual(values);
});

test("rates of a report that counts more tests than it lists are problems", () => {
  const { metrics } = readMetricFile(report([{ name: "a", status: "passed", duration: 1 }], 10), "ctrf.json");
  const problem = "is unknown: the summary counts 10 tests, 1 are listed";
  expect(metrics[0]).toMatchObject({ name: "pass-rate", value: Number.NaN, problem });
  expect(metrics[2]).toMatchObject({ name: "failed", value: Number.NaN, problem });
});

test("what is wrong is named by its path", () => {
  expect(problemOf(report([{ name: "a", status: "ok", duration: 1 }]))).toContain(
    'results.tests.0.status: "ok" was given',
  );
  expect(problemOf(report([{ status: "passed" }]))).toContain("results.tests.0.name: missing");
  expect(problemOf(report([{ name: "a", status: "passed", duration: -1 }]))).toContain("results.tests.0.duration");
  expect(problemOf(report([], "3"))).toContain("results.summary.tests");
});

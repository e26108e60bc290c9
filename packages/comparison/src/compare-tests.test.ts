import { expect, test } from "vitest";
import { tableOf } from "../../tables/fixtures/table.ts";
import { contextOf, SETTINGS } from "../fixtures/compare.ts";
import { compareTests, parseTestMetric, USUAL_TEST_METRICS } from "./compare-tests.ts";
import { parseMetricRequests } from "./decision/metric-request.ts";
import { readMetricFile } from "./metric-files/read-metric-file.ts";

const table = tableOf("tests.xml", [["1", "a", "a"]]);
const CONTEXT = contextOf({ candidate: table, baseline: table });

/** JUnit XML of tests by name, each "passed", "failed", "error" or "skipped". */
function junit(outcomes: Readonly<Record<string, string>>) {
  const inside = { passed: "", failed: "<failure/>", error: "<error/>", skipped: "<skipped/>" };
  const cases = Object.entries(outcomes).map(
    ([name, outcome]) =>
      `<testcase classname="suite" name="${name}" time="0.5">${Object.entries(inside).find(([word]) => word === outcome)?.[1]}</testcase>`,
  );
  return { file: table.file, content: readMetricFile(`<testsuite>${cases.join("")}</testsuite>`, "tests.xml") };
}

const named = (count: number, outcome: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, outcome(index)]));

async function compare(
  candidate: Readonly<Record<string, string>>,
  baseline: Readonly<Record<string, string>> | null,
  lines: readonly string[] = USUAL_TEST_METRICS,
) {
  const metrics = parseMetricRequests(lines, parseTestMetric);
  const statement = await compareTests(
    {
      candidate: junit(candidate),
      baseline: baseline === null ? null : junit(baseline),
      metrics,
      lines,
      settings: SETTINGS,
    },
    CONTEXT,
  );
  return statement.predicate;
}

test("tests that both versions ran pair by name and are compared by McNemar's exact test", async () => {
  const before = named(60, () => "passed");
  const predicate = await compare(
    named(60, (index) => (index < 10 ? "failed" : "passed")),
    before,
  );
  // Ten tests newly fail: 2 * 0.5^10.
  expect(predicate).toMatchObject({
    kind: "tests",
    verdict: "fail",
    data: { rows: 60 },
    findings: [{ change: "regression", pValue: 2 ** -9, methods: { test: "mcnemar-exact" }, baseline: 1 }],
  });
  expect(predicate.findings[0]?.candidate).toBeCloseTo(50 / 60, 12);
});

test("a test that ends in an error has not passed, and a skipped one does not count", async () => {
  const predicate = await compare(
    { ...named(40, () => "passed"), a: "error", b: "skipped" },
    { ...named(40, () => "passed"), a: "passed", b: "passed" },
  );
  expect(predicate.findings[0]?.candidate).toBeCloseTo(40 / 41, 12);
  expect(predicate).toMatchObject({ data: { rows: 41 }, removed: [expect.stringContaining("b")] });
});

test("new tests do not stand in the way; where tests are gone, what would pass is a warning", async () => {
  const predicate = await compare(
    { ...named(40, () => "passed"), fresh: "failed" },
    { ...named(40, () => "passed"), gone: "passed" },
  );
  expect(predicate).toMatchObject({
    data: { rows: 40 },
    added: [expect.stringContaining("fresh")],
    removed: [expect.stringContaining("gone")],
    verdict: "warn",
    reasonCode: "tests-removed",
  });
});

test("what tests measure can be compared too", async () => {
  const tests = named(40, () => "passed");
  const predicate = await compare(tests, tests, ["mean(column=seconds)"]);
  expect(predicate.findings[0]).toMatchObject({ candidate: 0.5, change: "stable" });
  await expect(compare(tests, tests, ["mean(column=score)"])).rejects.toThrow(
    /mean\(column=score\) cannot be had of test results/,
  );
});

test("what only one side's tests measured is refused, and named", async () => {
  const tests = named(40, () => "passed");
  const metrics = parseMetricRequests(["mean(column=seconds)"], parseTestMetric);
  const untimed = `<testsuite>${Object.keys(tests).map((name) => `<testcase classname="suite" name="${name}"/>`)}</testsuite>`;
  const baseline = { file: { ...table.file, name: "old.xml" }, content: readMetricFile(untimed, "old.xml") };
  const request = { candidate: junit(tests), baseline, metrics, lines: [], settings: SETTINGS };
  await expect(compareTests(request, CONTEXT)).rejects.toThrow("old.xml: mean(column=seconds) cannot be had");
});

test("a report that lists fewer tests than it counts is refused: those that failed may be missing", async () => {
  const tests = Array.from({ length: 40 }, (_, index) => ({ name: `t${index}`, status: "passed" }));
  const report = (count: number) => {
    const text = JSON.stringify({ results: { summary: { tests: count }, tests } });
    return { file: table.file, content: readMetricFile(text, "tests.json") };
  };
  const metrics = parseMetricRequests(USUAL_TEST_METRICS, parseTestMetric);
  const compared = (now: number, before: number) =>
    compareTests({ candidate: report(now), baseline: report(before), metrics, lines: [], settings: SETTINGS }, CONTEXT);
  expect((await compared(40, 40)).predicate.verdict).toBe("pass");
  await expect(compared(41, 40)).rejects.toThrow(/pass-rate is unknown: the summary counts 41 tests, 40 are listed/);
  await expect(compared(40, 41)).rejects.toThrow(/pass-rate is unknown/);
});

test("files without a test in common are refused, not compared as empty", async () => {
  await expect(compare({ a: "passed" }, { b: "passed" })).rejects.toThrow(/no test in common/);
  await expect(compare({ a: "skipped" }, null)).rejects.toThrow(/no test that ran/);
});

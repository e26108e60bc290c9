import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { tableOf } from "../../tables/fixtures/table.ts";
import { contextOf, SETTINGS } from "../fixtures/compare.ts";
import { compareNumbers } from "./compare-numbers.ts";
import { parseNamedRequests } from "./decision/metric-request.ts";
import { parseComparison } from "./evidence/predicate.ts";
import { readMetricFile } from "./metric-files/read-metric-file.ts";

const table = tableOf("metrics.json", [["1", "a", "a"]]);
const CONTEXT = contextOf({ candidate: table, baseline: table });

function compare(candidate: unknown, baseline: unknown, lines: readonly string[] = []) {
  const read = (value: unknown, file: string) =>
    readMetricFile(typeof value === "string" ? value : JSON.stringify(value), file);
  const statement = compareNumbers(
    {
      candidate: read(candidate, "new.json"),
      baseline: baseline === null ? null : read(baseline, "old.json"),
      metrics: parseNamedRequests(lines),
      lines,
      settings: SETTINGS,
    },
    { ...CONTEXT, baseline: baseline === null ? null : CONTEXT.baseline },
  );
  const predicate = parseComparison(JSON.parse(JSON.stringify(statement)));
  expect(predicate).toEqual(statement.predicate);
  return predicate;
}

const found = (...given: Parameters<typeof compare>) =>
  compare(...given).findings.map(({ id, change, verdict, reasonCode }) => `${id} ${change} ${verdict} ${reasonCode}`);

test("metrics whose names tell what is better decide; the margin is a share of the baseline where nothing bounds them", () => {
  const before = { accuracy: 0.8, latency_ms: 100, layers: 12 };
  expect(found({ accuracy: 0.81, latency_ms: 100.5, layers: 24 }, before)).toEqual([
    "accuracy improvement pass improvement",
    "latency_ms stable pass stable",
    "layers regression pass beyond-margin",
  ]);
  expect(found({ accuracy: 0.79, latency_ms: 102, layers: 12 }, before)).toEqual([
    "accuracy regression fail beyond-margin",
    "latency_ms regression fail beyond-margin",
    "layers stable pass stable",
  ]);
});

test("a candidate that is no number is an error under a relative rule too, where MLflow lets NaN pass", () => {
  const rules = ["accuracy: max-relative-drop=0.05"];
  for (const bad of ['{"accuracy": NaN}', '{"accuracy": Infinity}', { accuracy: null }, { accuracy: "0.9" }]) {
    expect(found(bad, { accuracy: 0.8 }, rules)).toEqual(["accuracy error error not-a-number"]);
  }
});

test("negative baselines: -100 to -50 passes and -100 to -200 fails, where MLflow has it the other way round", () => {
  const rules = ["log_likelihood: max-relative-drop=0.1"];
  expect(found({ log_likelihood: -50 }, { log_likelihood: -100 }, rules)).toEqual([
    "log_likelihood improvement pass improvement",
  ]);
  expect(found({ log_likelihood: -200 }, { log_likelihood: -100 }, rules)).toEqual([
    "log_likelihood regression fail beyond-margin",
  ]);
});

test("a drop that is allowed is the tolerance, in place of the comparison's margin", () => {
  expect(found({ latency: 105 }, { latency: 100 }, ["latency: max-relative-drop=0.1"])).toEqual([
    "latency stable pass stable",
  ]);
  expect(found({ latency: 111 }, { latency: 100 }, ["latency: max-relative-drop=0.1"])).toEqual([
    "latency regression fail beyond-margin",
  ]);
  expect(found({ accuracy: 0.77 }, { accuracy: 0.8 }, ["accuracy: max-drop=0.03"])).toEqual([
    "accuracy stable pass stable",
  ]);
});

test("smaller is better: -1 to -2 is a gain, where github-action-benchmark alerts at the ratio 2", () => {
  expect(found({ cost: -2 }, { cost: -1 })).toEqual(["cost improvement pass improvement"]);
});

test("a baseline of exactly 0 has no percentages: any loss is one, equality is none, and the sign of 0 does not matter", () => {
  expect(found({ errors: 0 }, { errors: 0 })).toEqual(["errors stable pass stable"]);
  expect(found('{"errors": -0}', { errors: 0 })).toEqual(["errors stable pass stable"]);
  expect(found({ errors: 1 }, { errors: 0 })).toEqual(["errors regression fail beyond-margin"]);
  expect(found({ accuracy: 0 }, { accuracy: 0.9 })).toEqual(["accuracy regression fail beyond-margin"]);
});

test("noise of binary fractions is no change", () => {
  expect(found({ accuracy: 0.1 + 0.2 }, { accuracy: 0.3 }, ["accuracy: margin=0 max-drop=0"])).toEqual([
    "accuracy stable pass stable",
  ]);
});

test("max-relative-drop=0 without a baseline is inconclusive, where MLflow skips it and then fails on None", () => {
  expect(found({ accuracy: 0.8 }, null, ["accuracy: max-relative-drop=0"])).toEqual([
    "accuracy no-baseline inconclusive rule-not-told",
  ]);
});

test("without a baseline floors and ceilings decide, and without these nothing passes", () => {
  expect(found({ accuracy: 0.8, latency: 9 }, null, ["accuracy: floor=0.8", "latency: ceiling=8"])).toEqual([
    "accuracy no-baseline pass rules-kept",
    "latency no-baseline fail ceiling-exceeded",
  ]);
  expect(compare({ accuracy: 0.8 }, null)).toMatchObject({ verdict: "inconclusive", reasonCode: "no-baseline" });
});

test("a metric that is gone is an error, and what it may be called now is said; a new one informs", () => {
  const predicate = compare({ accuracy_top1: 0.8125, recall: 0.5 }, { accuracy_top: 0.8125 });
  expect(predicate).toMatchObject({ verdict: "error", added: ["accuracy_top1", "recall"], removed: ["accuracy_top"] });
  expect(predicate.findings.find(({ id }) => id === "accuracy_top")).toMatchObject({
    change: "error",
    reasonCode: "metric-missing",
    candidate: null,
    note: 'perhaps it is "accuracy_top1" now',
  });
  expect(predicate.findings.find(({ id }) => id === "recall")).toMatchObject({ role: "informational" });
});

test("named metrics decide and the others inform", () => {
  const predicate = compare({ accuracy: 0.7, f1: 0.9 }, { accuracy: 0.8, f1: 0.8 }, ["f1: floor=0.8"]);
  expect(predicate).toMatchObject({ verdict: "pass", reasonCode: "improvement" });
  expect(predicate.findings[0]).toMatchObject({ id: "accuracy", change: "regression", verdict: "pass" });
});

test("a number with a spread is compared with both spreads", () => {
  const benchmark = (value: number, range: string) => [{ name: "throughput", unit: "ops/s", value, range }];
  const lines = ["throughput: direction=higher"];
  expect(found(benchmark(90, "± 3"), benchmark(100, "± 4"), lines)).toEqual(["throughput regression fail regression"]);
  expect(found(benchmark(96, "± 3"), benchmark(100, "± 4"), lines)).toEqual([
    "throughput possible-regression warn margin-not-excluded",
  ]);
});

test("one file may hold metrics of both directions", () => {
  const lines = ["a: direction=higher", "b: direction=lower", "c: direction=two-sided margin=1"];
  expect(found({ a: 2, b: 2, c: 2 }, { a: 1, b: 1, c: 1 }, lines)).toEqual([
    "a improvement pass improvement",
    "b regression fail beyond-margin",
    "c stable pass stable",
  ]);
});

test("names that would format, link or pollute stay plain text", () => {
  const names = ["a|b", "[x](javascript:1)", "@team", "__proto__", "constructor", "x".repeat(5000)];
  const file = `{${names.map((name) => `${JSON.stringify(name)}: 1`).join(",")}, "accuracy": 1}`;
  const { findings } = compare(file, file);
  expect(findings.map(({ metric }) => metric)).toEqual([...names, "accuracy"]);
});

test("what cannot be decided is a clear error before anything is", () => {
  const act =
    (...given: Parameters<typeof compare>) =>
    () =>
      compare(...given);
  const cases: [() => unknown, RegExp][] = [
    [act({ accuracy: 1 }, null, ["acuracy"]), /no file has the metric "acuracy"; did you mean "accuracy"\?/],
    [act({ layers: 1 }, { layers: 2 }), /every metric is informational: nothing would decide/],
    [act({ layers: 1 }, { layers: 2 }, ["layers"]), /nobody says which way "layers" is better/],
    [act({ accuracy: 1 }, null, ["accuracy: slice-floor=1"]), /a file of metrics has no slices/],
    [act({ accuracy: 1 }, null, ["accuracy: test=wilcoxon"]), /a number alone cannot be tested/],
    [act({ accuracy: 1 }, null, ["accuracy: informational"]), /every metric is informational/],
  ];
  for (const [run, message] of cases) {
    expect(run).toThrow(message);
    expect(run).toThrow(UserError);
  }
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleConfig, examplePair } from "../../fixtures/kayenta-example.ts";
import { judgeKayenta } from "./judge.ts";
import { canaryJudgeResultOf } from "./judge-result.ts";
import { metricSetPairsOf, parseJudgeRequest } from "./metric-set-pairs.ts";

const HIGH = [20, 22, 21, 25, 30, 24];
const LOW = [1, 2, 1.5, 2.5, 3, 1.2];
const NONE = [Number.NaN, Number.NaN];

describe("a verdict is pass, inconclusive or fail as Kayenta has it", () => {
  const config = exampleConfig([{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }]);
  test.each([
    [0, "Pass", { score: 100, verdict: "pass", reasonCode: "score-passed" }],
    [1, "Marginal", { score: 75, verdict: "inconclusive", reasonCode: "score-marginal" }],
    [2, "Fail", { score: 50, verdict: "fail", reasonCode: "score-too-low" }],
  ])("%i of four metrics higher: %s", (count, classification, expected) => {
    const pairs = ["a", "b", "c", "d"].map((name, index) => examplePair(name, index < count ? HIGH : LOW, LOW));
    expect(judgeKayenta(config, pairs)).toMatchObject({ classification, ...expected });
  });
});

describe("for want of data nothing passes, nor goes back", () => {
  test("half of the metrics without data fail in Kayenta, and are inconclusive", () => {
    const config = exampleConfig([{ name: "a" }, { name: "b" }]);
    const found = judgeKayenta(config, [examplePair("a", LOW, LOW), examplePair("b", NONE, LOW)]);
    expect(found).toMatchObject({ classification: "Fail", score: 0, verdict: "inconclusive", reasonCode: "no-data" });
  });

  test("so are metrics that must have data, unless what has data fails by itself", () => {
    const must = { mustHaveData: true };
    const config = exampleConfig([{ name: "a" }, { name: "b", canary: must }]);
    const missing = examplePair("b", [], LOW);
    expect(judgeKayenta(config, [examplePair("a", LOW, LOW), missing])).toMatchObject({
      classification: "Fail",
      score: 50,
      verdict: "inconclusive",
    });
    expect(judgeKayenta(config, [examplePair("a", HIGH, LOW), missing])).toMatchObject({ score: 0, verdict: "fail" });
  });

  test("a critical metric that 0 stands for passes in Kayenta, and is inconclusive", () => {
    const config = exampleConfig([{ name: "a", canary: { critical: true, nanStrategy: "replace" } }]);
    expect(judgeKayenta(config, [examplePair("a", NONE, NONE)])).toMatchObject({
      classification: "Pass",
      verdict: "inconclusive",
      reasonCode: "no-data",
    });
  });

  test("another metric without data makes a Pass a warning", () => {
    const config = exampleConfig([{ name: "a" }, { name: "b" }, { name: "c" }]);
    const pairs = [examplePair("a", LOW, LOW), examplePair("b", LOW, LOW), examplePair("c", [], LOW)];
    expect(judgeKayenta(config, pairs)).toMatchObject({ classification: "Pass", verdict: "warn" });
  });
});

test("a critical metric that fails is a fail, also beside one that cannot be judged, which alone is an error", () => {
  const config = exampleConfig([{ name: "a", canary: { critical: true } }, { name: "b" }]);
  const broken = examplePair("b", [Number.POSITIVE_INFINITY], LOW);
  expect(judgeKayenta(config, [examplePair("a", HIGH, LOW), broken])).toMatchObject({
    score: 0,
    zeroBecause: "critical",
    verdict: "fail",
  });
  expect(judgeKayenta(config, [examplePair("a", LOW, LOW), broken])).toMatchObject({
    classification: "Pass",
    verdict: "error",
  });
});

test("where everything is muted nothing is judged", () => {
  const config = exampleConfig([{ name: "a", canary: { muted: true } }]);
  expect(judgeKayenta(config, [examplePair("a", HIGH, LOW)])).toMatchObject({ verdict: "inconclusive" });
});

test("a metric without a pair, a pair without a metric and missing thresholds are named", () => {
  const config = exampleConfig([{ name: "a" }]);
  expect(() => judgeKayenta(config, [examplePair("b", LOW, LOW)])).toThrow(/without values: "a"\n.*in no config: "b"/);
  expect(() => judgeKayenta(config, [examplePair("a", LOW, LOW)], null)).toThrow(/no score thresholds/);
});

test("whatever a critical metric is set to, without data of a version nothing passes", () => {
  const values = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 8 });
  const none = fc.array(fc.constant(Number.NaN), { maxLength: 3 });
  const canary = fc.record({
    critical: fc.constant(true),
    nanStrategy: fc.constantFrom("remove", "replace"),
    mustHaveData: fc.boolean(),
    direction: fc.constantFrom("increase", "decrease", "either"),
    outliers: fc.record({ strategy: fc.constantFrom("keep", "remove") }),
  });
  fc.assert(
    fc.property(canary, none, values, fc.boolean(), fc.nat(5), (rule, missing, there, isCandidate, others) => {
      const names = Array.from({ length: others }, (_, index) => `other ${index}`);
      const config = exampleConfig([{ name: "critical", canary: rule }, ...names.map((name) => ({ name }))]);
      const sides = isCandidate ? ([missing, there] as const) : ([there, missing] as const);
      const pairs = [examplePair("critical", ...sides), ...names.map((name) => examplePair(name, LOW, LOW))];
      expect(["pass", "warn"]).not.toContain(judgeKayenta(config, pairs).verdict);
    }),
  );
});

test("names that objects have of their own are metrics, groups and tags like any other", () => {
  const config = exampleConfig([{ name: "__proto__", groups: ["constructor"] }], { constructor: 100 });
  const pair = { ...examplePair("__proto__", HIGH, LOW), tags: new Map([["__proto__", "toString"]]) };
  const { results, groupScores } = canaryJudgeResultOf(judgeKayenta(config, [pair]));
  expect(groupScores[0]).toMatchObject({ name: "constructor", score: 0 });
  expect(JSON.stringify(results[0]?.tags)).toBe('{"__proto__":"toString"}');
});

test("a remote judge reads Kayenta's request and answers with its result", () => {
  const canaryConfig = {
    judge: { name: "RemoteJudge-v1.0", judgeConfigurations: {} },
    metrics: [{ name: "errors", query: { type: "atlas", q: "x" }, groups: ["all"], analysisConfigurations: {} }],
    classifier: { groupWeights: { all: 100 } },
  };
  const pair = {
    name: "errors",
    id: "1",
    tags: { zone: "a" },
    values: { experiment: [10, "NaN", 30], control: [0, null, 0] },
    scopes: {},
  };
  const request = { canaryConfig, scoreThresholds: { pass: 95, marginal: 75 }, metricSetPairList: [pair] };
  const { canaryConfig: config, scoreThresholds, metricSetPairList } = parseJudgeRequest(JSON.stringify(request));
  const result = canaryJudgeResultOf(judgeKayenta(config, metricSetPairList, scoreThresholds));
  // By hand: means 20 and 0, so that there is no ratio; of two values a side Mann and Whitney's interval is the whole range.
  expect(result).toEqual({
    judgeName: "NetflixACAJudge-v1.0",
    results: [
      {
        name: "errors",
        id: "1",
        tags: { zone: "a" },
        classification: "High",
        classificationReason: "the canary's values are higher than the baseline's",
        groups: ["all"],
        experimentMetadata: { stats: { min: 10, max: 30, mean: 20, std: Math.sqrt(200), count: 2 } },
        controlMetadata: { stats: { min: 0, max: 0, mean: 0, std: 0, count: 2 } },
        resultMetadata: { ratio: "NaN" },
        critical: false,
        muted: false,
      },
    ],
    groupScores: [{ name: "all", score: 0, classification: "", classificationReason: "" }],
    score: { score: 0, classification: "Fail", classificationReason: "" },
  });
});

test("every metric has a pair of its series, without values where that is missing or failed", () => {
  const config = exampleConfig([{ name: "a" }, { name: "b" }, { name: "c" }]);
  const windows = [
    { start: 0, candidate: 1, baseline: null },
    { start: 60_000, candidate: 2, baseline: 3 },
  ];
  const pairs = metricSetPairsOf(
    new Map([
      ["a", { metric: "a", windows }],
      ["b", { problem: "connection refused" }],
    ]),
    config,
  );
  expect(pairs.map(({ name, values }) => [name, values])).toEqual([
    ["a", { experiment: [1, 2], control: [Number.NaN, 3] }],
    ["b", { experiment: [], control: [] }],
    ["c", { experiment: [], control: [] }],
  ]);
});

import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { exampleConfig, examplePair } from "../../fixtures/kayenta-example.ts";
import { judgeKayenta } from "../kayenta/judge.ts";
import { kayentaEvidenceOf } from "../kayenta/judge-evidence.ts";
import { kayentaJudgeSchema, verdictOfKayenta } from "./kayenta-judge.ts";

const HIGH = [20, 22, 21, 25, 30, 24];
const LOW = [1, 2, 1.5, 2.5, 3, 1.2];

const CONFIG = exampleConfig(
  [
    { name: "errors", canary: { critical: true, effectSize: { criticalIncrease: 1_000 } } },
    { name: "latency", groups: ["slow"] },
    { name: "old", groups: ["retired"], canary: { muted: true } },
  ],
  { slow: 60, all: 30, retired: 10 },
);

const EVIDENCE = kayentaEvidenceOf(
  judgeKayenta(CONFIG, [
    examplePair("errors", HIGH, LOW),
    examplePair("latency", LOW, LOW),
    examplePair("old", HIGH, LOW),
  ]),
);

test("a judgement is written as it was made", () => {
  expect(v.parse(kayentaJudgeSchema, EVIDENCE)).toEqual(EVIDENCE);
  // By hand: all of `slow` passes and none of `all`; the group of the muted metric brings nothing.
  expect(EVIDENCE).toMatchObject({ score: 60, classification: "Fail" });
});

test("nothing passes with a metric that cannot be relied on, unless it is muted; what fails fails", () => {
  const alike = [examplePair("errors", LOW, LOW), examplePair("latency", LOW, LOW), examplePair("old", HIGH, LOW)];
  // Without weights, the group of the muted metric leaves nothing to be missed.
  const config = { ...CONFIG, classifier: { ...CONFIG.classifier, groupWeights: new Map() } };
  const judgement = judgeKayenta(config, alike);
  const verdictWith = (name: string, of = judgement) =>
    verdictOfKayenta(kayentaEvidenceOf(of, { problems: new Map([[name, "timed out"]]), isSplitAsked: false }));
  expect(verdictWith("none of them").verdict).toBe("pass");
  expect(verdictWith("latency")).toEqual({ verdict: "error", reasonCode: "source-failed" });
  expect(verdictWith("old").verdict).toBe("pass");
  const [, ...others] = alike;
  const failed = judgeKayenta(config, [examplePair("errors", HIGH, LOW), ...others]);
  expect(verdictWith("latency", failed).verdict).toBe("fail");
});

describe("what its metrics do not bear out is refused", () => {
  const [errors, ...others] = EVIDENCE.metrics;
  test.each<[string, object, RegExp]>([
    ["a better score", { score: 100, classification: "Pass" }, /scores and the classification of its metrics/],
    ["a better classification", { classification: "Pass" }, /scores and the classification of its metrics/],
    ["a better score of a group", { groups: EVIDENCE.groups.map((group) => ({ ...group, score: 100 })) }, /scores and/],
    ["a group less", { groups: EVIDENCE.groups.slice(1) }, /scores and the classification of its metrics/],
    ["other weights", { weights: [{ group: "slow", weight: 100 }] }, /scores and the classification of its metrics/],
    ["weights beyond 100", { weights: EVIDENCE.weights.map((each) => ({ ...each, weight: 60 })) }, /at most 100/],
    ["a metric higher without a shift", { metrics: [{ ...errors, shift: null }, ...others] }, /must have a shift/],
    ["a failure of all by a metric that is not critical", changed({ isCritical: false, failsAll: true }), /critical/],
    ["a judgement of no data", changed({ candidate: { mean: null, count: 0 } }), /must have data where it was judged/],
  ])("%s", (_, changes, message) => {
    const result = v.safeParse(kayentaJudgeSchema, { ...EVIDENCE, ...changes });
    expect(result.issues?.map((issue) => issue.message).join("; ")).toMatch(message);
  });

  function changed(changes: object) {
    return { metrics: [{ ...errors, ...changes }, ...others] };
  }
});

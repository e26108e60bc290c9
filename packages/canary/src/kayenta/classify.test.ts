import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertionsMade, conforms, conformsEach } from "../../../../test/harness/conforms.ts";
import {
  AROUND_TEN,
  AROUND_TEN_TOO,
  AROUND_TWENTY,
  AROUND_TWENTY_TOO,
  BUSY,
  FEWER_ERRORS,
  IDLE,
  MORE_ERRORS,
  RARE,
  RARE_TOO,
  SLOW,
  SLOWER,
} from "../../fixtures/kayenta-samples.ts";
import { classifyValues, NETFLIX_STRICTNESS } from "./classify.ts";
import type { MetricRule } from "./metric-rule.ts";
import { prepareValues } from "./values.ts";

const RULE: MetricRule = {
  direction: "either",
  nanStrategy: "remove",
  outliers: { strategy: "keep", factor: 3 },
  isCritical: false,
  mustHaveData: false,
  isMuted: false,
  effect: { measure: "meanRatio", allowedIncrease: 1, allowedDecrease: 1, criticalIncrease: 1, criticalDecrease: 1 },
};

const CRITICAL = { isCritical: true } as const;
const FEW = [20, 22, 21, 25, 30];
const FEWER = [1, 2.2, 1.1, 2.5, 3];
const ABOUT_55 = [54.9, 54.5, 55.1, 55.6, 57.4];
const SMALL = [
  0.05000000074505806, 0.05000000074505806, 0.01666666753590107, 0.01666666753590107, 0.01666666753590107,
  0.05000000074505806, 0.03333333507180214, 0.05000000260770321, 0.05000000260770321, 0.13333333656191826,
];
const CLES_20 = { tolerance: 0.2, confidence: 0.98 };

type Expected = Partial<ReturnType<typeof classifyValues>>;
type Case = [
  what: string,
  experiment: readonly number[],
  control: readonly number[],
  rule: Partial<MetricRule>,
  expected: Expected,
  strictness?: typeof CLES_20,
];

/** All cases of kayenta-judge's ClassifierSuite for its Mann-Whitney classifier, at its strictness of the tests: 0.1 and 95 %. */
const CASES: readonly Case[] = [
  ["about the same", AROUND_TEN, AROUND_TEN_TOO, {}, pass()],
  ["twice as high", AROUND_TWENTY, AROUND_TEN_TOO, {}, { classification: "High" }],
  ["half as high", AROUND_TEN, AROUND_TWENTY_TOO, {}, { classification: "Low" }],
  ["lower, where only an increase fails", AROUND_TEN, AROUND_TWENTY_TOO, { direction: "increase" }, pass()],
  ["higher, where only a decrease fails", AROUND_TWENTY, AROUND_TEN_TOO, { direction: "decrease" }, pass()],
  ["higher, where an increase fails", AROUND_TWENTY, AROUND_TEN_TOO, { direction: "increase" }, uncritical("High")],
  ["lower, where a decrease fails", AROUND_TEN, AROUND_TWENTY_TOO, { direction: "decrease" }, uncritical("Low")],
  ["many values, most of them zero", MORE_ERRORS, FEWER_ERRORS, {}, uncritical("High")],
  ["a ratio beyond 1.2", FEW, FEWER, { effect: ratio(0.8, 1.2) }, { classification: "High" }],
  [
    "a ratio below 0.8",
    AROUND_TEN,
    AROUND_TWENTY_TOO,
    { direction: "decrease", effect: ratio(0.8, 1.2) },
    { classification: "Low" },
  ],
  ["a ratio not below 0.5", [10, 12.2, 10.1, 12.5, 23], FEW, { effect: ratio(0.5, 1) }, pass()],
  ["many values, a ratio not beyond 5", MORE_ERRORS, FEWER_ERRORS, { effect: ratio(1, 5) }, pass()],
  ["pairs not often enough higher", RARE, RARE_TOO, { effect: cles(0.5, 0.8) }, pass(), CLES_20],
  ["pairs often enough higher", BUSY, IDLE, { effect: cles(0.2, 0.8) }, { classification: "High" }, CLES_20],
  ["pairs seldom higher", SLOW, SLOWER, { effect: cles(0.2, 0.8) }, { classification: "Low" }, CLES_20],
  ["critical beyond 1.2", FEW, FEWER, { ...CRITICAL, effect: critical(1, 1.2) }, critically("High")],
  [
    "critical below 1.2",
    [2, 2, 2, 2, 3],
    [10, 20.2, 10.1, 20.5, 30],
    { ...CRITICAL, effect: critical(1.2, 1) },
    critically("Low"),
  ],
  [
    "beyond 5, but not beyond the critical 13",
    FEW,
    FEWER,
    { ...CRITICAL, effect: { ...critical(1, 13), allowedIncrease: 5 } },
    uncritical("High"),
  ],
  [
    "not beyond 13, which is allowed",
    FEW,
    FEWER,
    { ...CRITICAL, effect: { ...critical(1, 15), allowedIncrease: 13 } },
    uncritical("Pass"),
  ],
  ["critical without thresholds", FEW, FEWER, CRITICAL, critically("High")],
  ["one value throughout", [1, 1, 1], [1, 1], { direction: "decrease" }, pass()],
  ["the same in another order", [1, 2, 3, 4, 5], [5, 4, 3, 2, 1], { direction: "decrease" }, pass()],
  ["one of five lower", [0, 1, 1, 1, 1], [1, 1, 1, 1, 1], { direction: "decrease" }, pass()],
  ["no data", [], [1, 2, 3, 4, 5], {}, uncritical("Nodata")],
  ["no data of a critical metric", [], [1, 2, 3, 4, 5], CRITICAL, critically("Nodata")],
  ["no data, for which 0 stands", [], [1, 2, 3, 4, 5], { nanStrategy: "replace" }, uncritical("Pass")],
  ["no data of either version", [], [], CRITICAL, { reason: "a version has no data" }],
  ["one of five higher", [1, 1, 1, 1, 10], [1, 1, 1, 1, 1], {}, pass()],
  ["two constants", [10, 10, 10, 10, 10], [1, 1, 1, 1, 1], {}, { classification: "High" }],
  ["two constants, one of them 0", [10, 10, 10, 10, 10], [0, 0, 0, 0, 0], {}, { classification: "High" }],
  [
    "above a constant 0, whatever the ratio",
    ABOUT_55,
    [0, 0, 0, 0, 0],
    { effect: ratio(0.8, 1.2) },
    { classification: "High", ratio: Number.NaN },
  ],
  [
    "a constant 0, whatever the ratio",
    [0, 0, 0, 0, 0],
    ABOUT_55,
    { effect: ratio(0.8, 1.2) },
    { classification: "Low", ratio: Number.NaN },
  ],
  [
    "critical above a constant 0",
    SMALL,
    SMALL.map(() => 0),
    { ...CRITICAL, nanStrategy: "replace", effect: critical(0.8, 1.2) },
    critically("High"),
  ],
  ["zeros throughout", [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], { effect: ratio(0.8, 1.2) }, { ...pass(), ratio: 1 }],
];

describe("classifies as Kayenta's own tests ask", () => {
  conformsEach({ area: "Canary analysis", claim: "classifications of metrics", peer: "Kayenta's own tests" });
  test.each(CASES)(
    "%s",
    (_, experiment, control, rule, expected, strictness = { tolerance: 0.1, confidence: 0.95 }) => {
      expect(classify(experiment, control, rule, strictness)).toMatchObject(expected);
    },
  );
});

test("at Kayenta's fixed strictness seven of ten values at a hundredfold pass, and eight fail", () => {
  // spinnaker/spinnaker issue 6278: the interval at 98 % is 6.8e-5 to 99, and its low end is not beyond a quarter of 99.
  const ones = Array.from({ length: 10 }, () => 1);
  const hundreds = (count: number) => ones.map((one, index) => (index < count ? 100 : one));
  const seven = classify(hundreds(7), ones);
  expect(seven.classification).toBe("Pass");
  expect(seven.shift?.low).toBeCloseTo(6.825e-5, 8);
  expect(seven.shift?.high).toBe(99);
  expect(classify(hundreds(8), ones).classification).toBe("High");
  conforms({
    area: "Canary analysis",
    claim: "the interval of its classifier",
    peer: "spinnaker/spinnaker issue 6278",
    cases: assertionsMade(),
  });
});

test("without data a metric that must have some fails, unless it is critical", () => {
  const must = { mustHaveData: true } as const;
  expect(classify([], [1], must)).toMatchObject(uncritical("NodataFailMetric"));
  expect(classify([], [1], { ...must, ...CRITICAL })).toMatchObject(critically("Nodata"));
});

test("values that are infinite or differ in one place only are not judged", () => {
  expect(classify([1, Number.POSITIVE_INFINITY], [1, 2]).classification).toBe("Error");
  expect(classify([Number.NEGATIVE_INFINITY], [Number.NEGATIVE_INFINITY]).classification).toBe("Error");
  expect(classify([10], [1]).classification).toBe("Error");
});

test("the order of values does not change what is found", () => {
  const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: -9, max: 9, noNaN: true })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(values, values, fc.infiniteStream(fc.nat()), (experiment, control, keys) => {
      const shuffled = (given: readonly number[]) =>
        given
          .map((value) => [keys.next().value ?? 0, value] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, value]) => value);
      expect(classify(shuffled(experiment), shuffled(control))).toEqual(classify(experiment, control));
    }),
  );
});

function classify(
  experiment: readonly number[],
  control: readonly number[],
  changes: Partial<MetricRule> = {},
  strictness = NETFLIX_STRICTNESS,
) {
  const rule = { ...RULE, ...changes };
  return classifyValues([prepareValues(experiment, rule), prepareValues(control, rule)], rule, strictness);
}

function ratio(allowedDecrease: number, allowedIncrease: number): MetricRule["effect"] {
  return { ...RULE.effect, allowedDecrease, allowedIncrease };
}

function cles(allowedDecrease: number, allowedIncrease: number): MetricRule["effect"] {
  return { ...RULE.effect, measure: "cles", allowedDecrease, allowedIncrease };
}

function critical(criticalDecrease: number, criticalIncrease: number): MetricRule["effect"] {
  return { ...RULE.effect, criticalDecrease, criticalIncrease };
}

function pass(): Expected {
  return { classification: "Pass" };
}

function uncritical(classification: NonNullable<Expected["classification"]>): Expected {
  return { classification, failsAll: false };
}

function critically(classification: NonNullable<Expected["classification"]>): Expected {
  return { classification, failsAll: true };
}

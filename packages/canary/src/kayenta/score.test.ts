import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLASSIFICATIONS, type Classification } from "./classify.ts";
import { type Scored, scoreOf } from "./score.ts";
import { classOf, passesAllRuns } from "./thresholds.ts";

type Weights = Readonly<Record<string, number>>;
const EVEN = { a: 50, b: 50 };

/** All cases of kayenta-judge's ScorerSuite, then others by hand. */
describe("a score is Kayenta's", () => {
  test.each<[string, readonly Scored[], Weights, number]>([
    ["one passes", [metric("Pass")], {}, 100],
    ["one fails", [metric("High")], {}, 0],
    ["one has no data", [metric("Nodata")], {}, 0],
    ["a group has no data", [metric("Pass"), metric("Pass"), metric("Nodata", "b")], {}, 100],
    ["half of a group fails", [metric("Pass"), metric("High")], {}, 50],
    ["a third of a group passes", [metric("Pass"), metric("High"), metric("Low")], {}, 33.33],
    ["the lighter group fails", [metric("Pass"), metric("Pass"), metric("High", "b")], { a: 75, b: 25 }, 75],
    ["one of two groups halves", [metric("Pass"), metric("High"), metric("High", "b")], EVEN, 25],
    ["what has no data is left out", [metric("Pass"), metric("Nodata"), metric("High", "b")], EVEN, 50],
    ["a critical one fails", [metric("Pass"), { ...metric("High"), failsAll: true }], {}, 0],
    ["a critical one passes", [metric("Low"), metric("Pass")], {}, 50],
    ["a critical one has no data", [metric("Pass"), { ...metric("Nodata"), failsAll: true }], {}, 0],
    [
      "the heavier group fails",
      [metric("High"), metric("Low"), metric("Pass"), metric("High", "b")],
      { a: 15, b: 85 },
      5,
    ],
    // By hand: 25 is left for each of b and c, and c fails.
    ["groups without a weight", [metric("Pass"), metric("Pass", "b"), metric("High", "c")], { a: 50 }, 75],
    // By hand: 33.335, whose double lies below it.
    ["halves go up", [metric("Pass"), metric("High", "b")], { a: 33.335, b: 66.665 }, 33.34],
    ["missing data that must be there fails", [metric("Pass"), metric("NodataFailMetric")], {}, 50],
    ["what could not be judged counts for nothing", [metric("Pass"), metric("Error")], {}, 100],
    ["what is muted counts for nothing", [metric("Pass"), { ...metric("High"), isMuted: true }], {}, 100],
    ["nothing is scored", [{ ...metric("Pass"), isMuted: true }], {}, 0],
  ])("%s", (_, metrics, weights, score) => {
    expect(scoreOf(metrics, new Map(Object.entries(weights))).score).toBe(score);
  });
});

test("from half without data on nothing is scored, below it is", () => {
  const without = (count: number) => Array.from({ length: 100 }, (_, i) => metric(i < count ? "Nodata" : "Pass"));
  expect(scoreOf(without(49), new Map())).toMatchObject({ score: 100, zeroBecause: null });
  expect(scoreOf(without(50), new Map())).toMatchObject({ score: 0, zeroBecause: "no-data" });
});

test("no score is beyond 0 and 100, and none is higher where a metric fails instead of passing", () => {
  const classifications = fc.array(fc.tuple(fc.constantFrom(...CLASSIFICATIONS), fc.constantFrom("a", "b", "c")), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(classifications, fc.integer({ min: 0, max: 100 }), (drawn, a) => {
      const weights = new Map([["a", a]]);
      const scored = (failing: Classification) =>
        scoreOf(
          drawn.map(([each, group]) => metric(each === "Pass" ? failing : each, group)),
          weights,
        ).score;
      const score = scored("Pass");
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      expect(scored("High")).toBeLessThanOrEqual(score);
    }),
  );
});

test("a score is classed by thresholds that it may equal", () => {
  const thresholds = { pass: 95, marginal: 75 };
  expect([100, 95, 94.99, 75, 74.99, 0].map((score) => classOf(score, thresholds))).toEqual([
    "Pass",
    "Pass",
    "Marginal",
    "Marginal",
    "Fail",
    "Fail",
  ]);
});

test("several runs pass where each is above the marginal score and the last passes", () => {
  // Of kayenta-standalone-canary-analysis: MonitorCanaryTask ends at a score that is at most the marginal one.
  const thresholds = { pass: 95, marginal: 75 };
  expect(passesAllRuns([80, 76, 95], thresholds)).toBe(true);
  expect(passesAllRuns([80, 75, 95], thresholds)).toBe(false);
  expect(passesAllRuns([100, 100, 94.99], thresholds)).toBe(false);
  expect(passesAllRuns([], thresholds)).toBe(false);
});

function metric(classification: Classification, group = "a"): Scored {
  return { classification, failsAll: false, isMuted: false, groups: [group] };
}

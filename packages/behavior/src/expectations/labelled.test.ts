import { describe, expect, test } from "vitest";
import type { ExpectationSpec } from "./entries.ts";
import { caseOf, judged, NO_CLASSES, said, scored, valued } from "./example-case.ts";
import { labelledExpectation } from "./labelled.ts";

const pass = { outcome: "pass" };

// Severities by hand: CheckList's -(1 - conf[label]).
describe("a class", () => {
  const negative = { kind: "mft", expect: "negative" } as const;

  test("passes with the expected one only, and fails worse the less confidence it gets", async () => {
    expect(await judged(negative, [scored(0.8, 0.1, 0.1)])).toEqual(pass);
    expect(await judged(negative, [scored(0.25, 0.25, 0.5)])).toEqual({ outcome: "fail", severity: 0.75, at: 0 });
  });

  test("a model without confidences, or with one for its own prediction alone, fails wholly", async () => {
    expect(await judged(negative, [said("neutral")])).toMatchObject({ outcome: "fail", severity: 1 });
    const one = { prediction: "neutral", scores: new Map([["neutral", 0.6]]) };
    expect(await judged(negative, [one])).toMatchObject({ outcome: "fail", severity: 1 });
  });

  test("any of several passes; their confidences add up", async () => {
    const either: ExpectationSpec = { kind: "mft", expect: ["neutral", "negative"] };
    expect(await judged(either, [scored(0.1, 0.8, 0.1)])).toEqual(pass);
    const failed = await judged(either, [scored(0.25, 0.125, 0.625)]);
    expect(failed).toEqual({ outcome: "fail", severity: 0.625, at: 0 });
  });

  test("any but some passes; a failure is as severe as the confidence in them", async () => {
    const not: ExpectationSpec = { kind: "mft", expect: { not: ["negative"] } };
    expect(await judged(not, [scored(0.2, 0.7, 0.1)])).toEqual(pass);
    expect(await judged(not, [scored(0.75, 0.25, 0)])).toEqual({ outcome: "fail", severity: 0.75, at: 0 });
  });

  test("every input of a case of several must pass", async () => {
    expect(await judged(negative, [scored(1, 0, 0), scored(0, 1, 0)])).toEqual({ outcome: "fail", severity: 1, at: 1 });
  });

  test("what the case says comes before what the test says", async () => {
    const expected = { oneOf: ["positive"] };
    expect(await judged(negative, [scored(0, 0, 1)], { expected })).toEqual(pass);
    expect(await judged(negative, [scored(1, 0, 0)], { expected })).toMatchObject({ outcome: "fail" });
  });

  test("an answer or a label that is no class of the suite's is a problem, never a pass", async () => {
    for (const prediction of ["Negative", "", "__proto__", "constructor"]) {
      expect(await judged(negative, [said(prediction)]), prediction).toMatchObject({ outcome: "unanswered" });
      const own = { expected: { oneOf: [prediction] } };
      expect(await judged(negative, [said(prediction)], own), prediction).toMatchObject({ outcome: "unanswered" });
    }
  });

  test.each([
    ["a class too few", [["negative", 1]]],
    ["more than 1", Object.entries({ negative: 1.5, neutral: 0, positive: 0 })],
    ["NaN", Object.entries({ negative: Number.NaN, neutral: 0, positive: 0 })],
    ["a logit", Object.entries({ negative: -3, neutral: 0, positive: 1 })],
  ] as [string, [string, number][]][])("scores with %s are a problem", async (_, scores) => {
    const wrong = { prediction: "neutral", scores: new Map(scores) };
    expect(await judged(negative, [wrong])).toMatchObject({ outcome: "unanswered", at: 0 });
  });

  test("a case that nothing is expected of is a problem", async () => {
    const context = { ...NO_CLASSES, labelled: true };
    expect(await judged({ kind: "mft" }, [said("x")], { context })).toMatchObject({ outcome: "unanswered" });
  });
});

describe("a number", () => {
  const around = (expected: number, more = {}) => ({ kind: "mft", expect: expected, ...more }) as const;

  test("passes up to the tolerance, rounding allowed for", async () => {
    const spec = around(0.5, { tolerance: 0.1 });
    expect(await judged(spec, [valued(0.6)], { context: NO_CLASSES })).toEqual(pass);
    expect(await judged(spec, [valued(0.4)], { context: NO_CLASSES })).toEqual(pass);
    expect(await judged(spec, [valued(0.61)], { context: NO_CLASSES })).toMatchObject({ outcome: "fail" });
  });

  test("the larger of an absolute and a relative tolerance counts", async () => {
    const spec = around(200, { tolerance: 1, "relative-tolerance": 0.1 });
    expect(await judged(spec, [valued(220)], { context: NO_CLASSES })).toEqual(pass);
    expect(await judged(spec, [valued(221)], { context: NO_CLASSES })).toMatchObject({ outcome: "fail" });
  });

  test("a failure as far off as the number is large is half as bad as can be", async () => {
    expect(await judged(around(3), [valued(6)], { context: NO_CLASSES })).toMatchObject({ severity: 0.5 });
    expect(await judged(around(0), [valued(6)], { context: NO_CLASSES })).toMatchObject({ severity: 1 });
  });

  test("an answer without a finite number is a problem", async () => {
    for (const answer of [said("4"), valued(Number.NaN), valued(Number.POSITIVE_INFINITY)]) {
      expect(await judged(around(4), [answer], { context: NO_CLASSES })).toMatchObject({ outcome: "unanswered" });
    }
  });
});

test("a text, where the suite has no classes, must be equal", async () => {
  const paris = { kind: "mft", expect: "Paris" } as const;
  expect(await judged(paris, [said("Paris")], { context: NO_CLASSES })).toEqual(pass);
  expect(await judged(paris, [said("paris")], { context: NO_CLASSES })).toMatchObject({ severity: 1 });
});

test("a reader is told what was expected", () => {
  const tolerance = { absolute: 0.1, relative: 0 };
  const words = (expected: Parameters<typeof labelledExpectation>[0]["expected"]) =>
    labelledExpectation({ expected, classes: null, tolerance }).describe(caseOf(1), [], 0);
  expect(words({ oneOf: ["negative", "neutral"] })).toBe("negative or neutral");
  expect(words({ noneOf: ["negative"] })).toBe("not negative");
  expect(words({ value: 4.2 })).toBe("4.2 ± 0.1");
});

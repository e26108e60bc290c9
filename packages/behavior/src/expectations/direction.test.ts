import { describe, expect, test } from "vitest";
import { createExpectation } from "./create-expectation.ts";
import { CONTEXT, caseOf, judged, NO_CLASSES, said, scored, valued } from "./example-case.ts";

const pass = { outcome: "pass" };
const filtered = { outcome: "filtered" };
const dir = (confidence: "increases" | "decreases", more = {}) => ({ kind: "dir", confidence, ...more }) as const;

// By hand from CheckList's Expect.monotonic with a tolerance of 0.1, but for severities of exact doubles: 0.125.
describe("the confidence in the class that is predicted for the original", () => {
  test("increases: passes down to the tolerance below, fails beyond by what is beyond", async () => {
    expect(await judged(dir("increases"), [scored(0.3, 0, 0.7), scored(0.4, 0, 0.6)])).toEqual(pass);
    const failed = await judged(dir("increases", { tolerance: 0.125 }), [scored(0, 0, 1), scored(0.25, 0, 0.75)]);
    expect(failed).toEqual({ outcome: "fail", severity: 0.125, at: 1 });
  });

  test("decreases: passes up to the tolerance above, fails beyond", async () => {
    expect(await judged(dir("decreases"), [scored(0.4, 0, 0.6), scored(0.3, 0, 0.7)])).toEqual(pass);
    const failed = await judged(dir("decreases", { tolerance: 0.125 }), [scored(0.375, 0, 0.625), scored(0, 0, 1)]);
    expect(failed).toEqual({ outcome: "fail", severity: 0.25, at: 1 });
  });

  test("a case without room to fail is left out", async () => {
    expect(await judged(dir("decreases"), [scored(0.1, 0, 0.9), scored(0, 0, 1)])).toEqual(filtered);
    expect(await judged(dir("increases"), [scored(0.1, 0.1, 0.1), scored(0, 0, 1)])).toEqual(filtered);
  });

  test("a case whose original is predicted a class to be skipped is left out", async () => {
    const spec = dir("increases", { "skip-when-predicted": ["neutral"] });
    expect(await judged(spec, [scored(0.1, 0.8, 0.1), scored(1, 0, 0)])).toEqual(filtered);
    expect(await judged(spec, [scored(0.8, 0.1, 0.1), scored(0, 1, 0)])).toMatchObject({ outcome: "fail" });
  });

  test("of a model with one confidence, a change of class is a fall by both together", async () => {
    const one = (prediction: string, confidence: number) => ({
      prediction,
      scores: new Map([[prediction, confidence]]),
    });
    const spec = { tolerance: 0.125 };
    expect(await judged(dir("increases", spec), [one("positive", 0.5), one("positive", 0.375)])).toEqual(pass);
    const answers = [one("positive", 0.5), one("neutral", 0.25)];
    expect(await judged(dir("increases", spec), answers)).toMatchObject({ outcome: "fail", severity: 0.625 });
    expect(await judged(dir("decreases", spec), answers)).toEqual(pass);
  });

  test("without confidences there is nothing to compare", async () => {
    expect(await judged(dir("increases"), [said("positive"), said("positive")])).toMatchObject({
      outcome: "unanswered",
    });
  });
});

describe("the confidence in a given class", () => {
  const of = { of: "negative", tolerance: 0.125 };

  test("moves as it is to, whatever is predicted", async () => {
    expect(await judged(dir("increases", of), [scored(0.25, 0, 0.75), scored(0.5, 0, 0.5)])).toEqual(pass);
    const failed = await judged(dir("increases", of), [scored(0.5, 0, 0.5), scored(0.25, 0, 0.75)]);
    expect(failed).toEqual({ outcome: "fail", severity: 0.125, at: 1 });
  });

  test("a class without confidence leaves no room to fall", async () => {
    expect(await judged(dir("increases", of), [scored(0.125, 0, 0.875), scored(0, 0, 1)])).toEqual(filtered);
  });

  test("needs a confidence for each class", async () => {
    const one = { prediction: "positive", scores: new Map([["positive", 0.5]]) };
    expect(await judged(dir("increases", of), [one, one])).toMatchObject({ outcome: "unanswered" });
  });
});

// The change is orig[minus] - new[minus] + new[plus] - orig[plus], as in CheckList's notebook of its sentiment suite.
describe("one class against another", () => {
  const balance = (tolerance: number) => ({ of: { plus: "positive", minus: "negative" }, tolerance });

  test("increases: what plus gains and minus loses is 0 at least, less the tolerance", async () => {
    const answers = [scored(0.25, 0.5, 0.25), scored(0.375, 0.5, 0.125)];
    // 0.25 - 0.375 + 0.125 - 0.25 = -0.25
    expect(await judged(dir("increases", balance(0.25)), answers)).toEqual(pass);
    expect(await judged(dir("increases", balance(0.125)), answers)).toEqual({
      outcome: "fail",
      severity: 0.125,
      at: 1,
    });
    expect(await judged(dir("decreases", balance(0)), answers)).toEqual(pass);
  });

  test("decreases: the mirror image", async () => {
    const answers = [scored(0.375, 0.5, 0.125), scored(0.25, 0.5, 0.25)];
    expect(await judged(dir("decreases", balance(0.25)), answers)).toEqual(pass);
    expect(await judged(dir("decreases", balance(0.125)), answers)).toMatchObject({ severity: 0.125 });
  });

  test("no case is left out for want of room", async () => {
    expect(await judged(dir("increases", balance(0.1)), [scored(0, 1, 0), scored(1, 0, 0)])).toMatchObject({
      outcome: "fail",
    });
  });
});

describe("a value", () => {
  const value = (direction: "increases" | "decreases", more = {}) =>
    ({ kind: "dir", value: direction, ...more }) as const;

  test("does not move the other way by more than the tolerance", async () => {
    const context = NO_CLASSES;
    expect(await judged(value("increases"), [valued(3), valued(3)], { context })).toEqual(pass);
    expect(await judged(value("increases"), [valued(4), valued(3)], { context })).toMatchObject({ severity: 1 / 5 });
    expect(await judged(value("increases", { tolerance: 1 }), [valued(4), valued(3)], { context })).toEqual(pass);
    expect(await judged(value("decreases"), [valued(3), valued(4)], { context })).toMatchObject({ outcome: "fail" });
  });

  test("is needed of both", async () => {
    const answers = [valued(3), said("4")];
    expect(await judged(value("increases"), answers, { context: NO_CLASSES })).toMatchObject({ outcome: "unanswered" });
  });
});

test("a reader is told what the confidence may be", () => {
  const words = createExpectation(dir("increases"), CONTEXT).describe(
    caseOf(2),
    [scored(0.07, 0, 0.93), scored(1, 0, 0)],
    1,
  );
  expect(words).toBe("positive at least 0.83, 0.93 before");
});

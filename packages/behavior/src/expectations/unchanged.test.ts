import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createExpectation } from "./create-expectation.ts";
import { CONTEXT, caseOf, judged, NO_CLASSES, said, scored, valued } from "./example-case.ts";

const inv = { kind: "inv" } as const;
const pass = { outcome: "pass" };

// By hand from CheckList's Expect.inv with its default threshold, 0.1.
describe("classes", () => {
  test("passes where the class stays, however far the confidence moves", async () => {
    expect(await judged(inv, [scored(0, 0, 1), scored(0.3, 0.3, 0.4)])).toEqual(pass);
  });

  test("passes where the class changes but the confidence in the original's moves by 0.1 at most", async () => {
    expect(await judged(inv, [scored(0, 0.45, 0.55), scored(0, 0.55, 0.45)])).toEqual(pass);
    const failed = await judged(inv, [scored(0, 0.4375, 0.5625), scored(0, 0.5625, 0.4375)]);
    expect(failed).toEqual({ outcome: "fail", severity: 0.125, at: 1 });
  });

  test("a tolerance of its own takes the default's place", async () => {
    const answers = [scored(0, 0.4, 0.6), scored(0, 0.6, 0.4)];
    expect(await judged({ ...inv, tolerance: 0.2 }, answers)).toEqual(pass);
    expect(await judged({ ...inv, tolerance: 0 }, answers)).toMatchObject({ outcome: "fail" });
  });

  test("of a model with one confidence, both together must be within the tolerance where the class changes", async () => {
    const one = (prediction: string, confidence: number) => ({
      prediction,
      scores: new Map([[prediction, confidence]]),
    });
    expect(await judged(inv, [one("positive", 0.04), one("neutral", 0.05)])).toEqual(pass);
    expect(await judged(inv, [one("positive", 0.25), one("neutral", 0.5)])).toMatchObject({ severity: 0.75 });
  });

  test("goes by the class alone for a model that gives no confidence", async () => {
    expect(await judged(inv, [said("positive"), said("positive")])).toEqual(pass);
    expect(await judged(inv, [said("positive"), said("neutral")])).toMatchObject({ outcome: "fail", severity: 1 });
  });

  test("a case whose original is answered so is left out, its further inputs' answers not", async () => {
    const spec = { ...inv, "skip-when-predicted": ["neutral"] };
    expect(await judged(spec, [scored(0, 1, 0), scored(1, 0, 0)])).toEqual({ outcome: "filtered" });
    expect(await judged(spec, [scored(1, 0, 0), scored(0, 1, 0)])).toMatchObject({ outcome: "fail" });
  });

  test("each input is compared with the original that is named for it", async () => {
    const answers = [scored(1, 0, 0), scored(0, 0, 1), scored(1, 0, 0), scored(1, 0, 0)];
    expect(await judged(inv, answers, { origins: [0, 1, 0, 0] })).toEqual(pass);
    expect(await judged(inv, answers, { origins: [0, 1, 0, 1] })).toMatchObject({ outcome: "fail", at: 3 });
    expect(await judged(inv, answers, { origins: [0, 1, 0, 9] })).toMatchObject({ outcome: "unanswered", at: 3 });
  });
});

describe("numbers", () => {
  test("stay within the tolerance of the original", async () => {
    const spec = { ...inv, "relative-tolerance": 0.01 };
    expect(await judged(spec, [valued(100), valued(101)], { context: NO_CLASSES })).toEqual(pass);
    expect(await judged(spec, [valued(100), valued(101.1)], { context: NO_CLASSES })).toMatchObject({
      outcome: "fail",
    });
  });

  test("must not change at all without a tolerance", async () => {
    expect(await judged(inv, [valued(0), valued(0)], { context: NO_CLASSES })).toEqual(pass);
    expect(await judged(inv, [valued(1), valued(1.001)], { context: NO_CLASSES })).toMatchObject({ outcome: "fail" });
  });

  test("a number beside a text is a problem, and so is NaN", async () => {
    for (const other of [said("1"), valued(Number.NaN)]) {
      expect(await judged(inv, [valued(1), other], { context: NO_CLASSES })).toMatchObject({ outcome: "unanswered" });
    }
  });
});

describe("texts", () => {
  test("must be equal", async () => {
    expect(await judged(inv, [said("a b"), said("a b")], { context: NO_CLASSES })).toEqual(pass);
    expect(await judged(inv, [said("a b"), said("a c")], { context: NO_CLASSES })).toMatchObject({ severity: 1 });
  });

  test("or as similar as is asked for; a failure is as severe as what is missing to equality", async () => {
    // One word of three in common: Jaccard 1/3.
    const answers = [said("red apple"), said("green apple")];
    const alike = (least: number) => ({ ...inv, similarity: { metric: "jaccard", "at-least": least } as const });
    expect(await judged(alike(0.3), answers, { context: NO_CLASSES })).toEqual(pass);
    const failed = await judged(alike(0.5), answers, { context: NO_CLASSES });
    expect(failed).toMatchObject({ outcome: "fail", at: 1 });
    expect(failed.outcome === "fail" && failed.severity).toBeCloseTo(2 / 3, 12);
  });
});

test("a reader is told the class before, with its confidence where there is one", () => {
  const { describe: words } = createExpectation(inv, CONTEXT);
  expect(words(caseOf(2), [scored(0, 0.07, 0.93), scored(1, 0, 0)], 1)).toBe("positive 0.93, as before");
  expect(words(caseOf(2), [said("positive"), said("neutral")], 1)).toBe("positive, as before");
});

test("an answer equal to the original's passes, whatever both are", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.asyncProperty(share, share, share, async (a, b, c) => {
      expect(await judged(inv, [scored(a, b, c), scored(a, b, c)])).toEqual(pass);
    }),
  );
});

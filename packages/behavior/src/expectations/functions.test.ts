import { describe, expect, test } from "vitest";
import { judgeCase } from "./aggregate.ts";
import { caseOf, said } from "./example-case.ts";
import { functionExpectation, pairwiseExpectation, singleExpectation } from "./functions.ts";

const answers = [said("a"), said("bb"), said("ccc")];

describe("a function of the whole case", () => {
  test("is given inputs, answers and what is expected, and gives one result for each", async () => {
    const item = caseOf(3, { expected: { value: 3 } });
    const expectation = functionExpectation(({ inputs, answers, expected }) =>
      answers.map(
        ({ prediction }, at) =>
          inputs[at] === `input ${at}` &&
          expected !== null &&
          "value" in expected &&
          prediction.length <= expected.value,
      ),
    );
    expect(await judgeCase("mft", item, answers, expectation)).toEqual({ outcome: "pass" });
  });

  test("true passes, false fails wholly, a number by its size, null does not apply", async () => {
    const give = (...results: (number | boolean | null)[]) =>
      judgeCase(
        "mft",
        caseOf(3),
        answers,
        functionExpectation(() => results),
      );
    expect(await give(true, 0.5, null)).toEqual({ outcome: "pass" });
    expect(await give(true, -0.25, null)).toEqual({ outcome: "fail", severity: 0.25, at: 1 });
    expect(await give(-0.25, false, null)).toEqual({ outcome: "fail", severity: 1, at: 1 });
    expect(await give(null, null, null)).toEqual({ outcome: "filtered" });
  });

  test("may take its time", async () => {
    const later = functionExpectation(async () => [true, true, -1]);
    expect(await judgeCase("mft", caseOf(3), answers, later)).toMatchObject({ outcome: "fail", at: 2 });
  });

  test.each<[string, () => unknown]>([
    ["NaN", () => [1, Number.NaN, 1]],
    ["undefined, as of a branch that was forgotten", () => [1, undefined, 1]],
    ["a list with holes", () => Array(3)],
    ["a text", () => [1, "1", 1]],
    ["too few results", () => [1]],
    ["too many results", () => [1, 1, 1, 1]],
    ["nothing", () => undefined],
    ["a single result", () => 1],
  ])("that gives %s leaves the case unanswered", async (_, fn) => {
    const expectation = functionExpectation(fn as () => never);
    expect(await judgeCase("mft", caseOf(3), answers, expectation)).toMatchObject({ outcome: "unanswered" });
  });

  test.each<[string, unknown, string]>([
    ["an error", new RangeError("out of words"), "RangeError: out of words"],
    ["a text", "out of words", "out of words"],
    ["what has no text", Object.create(null), "null prototype"],
  ])("that throws %s at once or later leaves the case unanswered, and says so", async (_, thrown, text) => {
    const atOnce = functionExpectation(() => {
      throw thrown;
    });
    const later = functionExpectation(() => Promise.reject(thrown));
    for (const expectation of [atOnce, later]) {
      const judgement = await judgeCase("mft", caseOf(3), answers, expectation);
      expect(judgement).toMatchObject({ outcome: "unanswered", problem: expect.stringContaining(text) });
    }
  });
});

test("a function of one input at a time is CheckList's single", async () => {
  const short = singleExpectation(({ answer, input }) => input !== "" && answer.prediction.length < 3);
  expect(await judgeCase("mft", caseOf(3), answers, short)).toEqual({ outcome: "fail", severity: 1, at: 2 });
  expect(await judgeCase("mft", caseOf(2), answers.slice(0, 2), short)).toEqual({ outcome: "pass" });
});

describe("a function of pairs is CheckList's pairwise", () => {
  const longer = pairwiseExpectation((original, answer) => answer.prediction.length - original.prediction.length, {
    words: "a longer text",
  });

  test("it gets the original's answer and each input's; the original's own result is dropped", async () => {
    expect(await judgeCase("dir", caseOf(3), answers, longer)).toEqual({ outcome: "pass" });
    expect(await judgeCase("dir", caseOf(3), answers.toReversed(), longer)).toMatchObject({ outcome: "fail", at: 2 });
  });

  test("the original is the one that is named for an input", async () => {
    const item = caseOf(3, { origins: [0, 1, 1] });
    expect(await judgeCase("dir", item, answers, longer)).toEqual({ outcome: "pass" });
    const stray = caseOf(3, { origins: [0, 0, 7] });
    expect(await judgeCase("dir", stray, answers, longer)).toMatchObject({ outcome: "unanswered" });
  });

  test("a reader is told its words", () => {
    expect(longer.describe(caseOf(3), answers, 1)).toBe("a longer text");
  });
});

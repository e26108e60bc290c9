import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer } from "./answer.ts";

test("a class alone, or with scores, is an answer", () => {
  expect(readAnswer("yes")).toEqual({ prediction: "yes", scores: null });
  expect(readAnswer({ prediction: "yes", scores: null })).toEqual({ prediction: "yes", scores: null });
  expect(readAnswer({ prediction: "yes", scores: { yes: 0.9, no: 0.1 }, extra: 1 })).toEqual({
    prediction: "yes",
    scores: new Map([
      ["yes", 0.9],
      ["no", 0.1],
    ]),
  });
});

test("classes may bear the names of an object's own machinery, and what is inherited is no answer", () => {
  const answer = readAnswer(JSON.parse('{"prediction":"constructor","scores":{"__proto__":1,"constructor":0}}'));
  expect("scores" in answer && answer.scores && [...answer.scores]).toEqual([
    ["__proto__", 1],
    ["constructor", 0],
  ]);
  expect(readAnswer(Object.create({ prediction: "yes" }))).toHaveProperty("problem");
});

test("a score that is no finite number is named with its class", () => {
  for (const score of [Number.NaN, Number.POSITIVE_INFINITY, "0.5", null, undefined, true, 1n]) {
    expect(readAnswer({ prediction: "x", scores: { x: score } }), String(score)).toEqual({
      problem: expect.stringMatching(/^the score of class "x" is .*; a finite number is allowed$/),
    });
  }
});

test("a number is a regression's answer, and a long text a generated one", () => {
  expect(readAnswer(0.25)).toEqual({ prediction: "0.25", value: 0.25, scores: null });
  expect(readAnswer({ prediction: 3 })).toEqual({ prediction: "3", value: 3, scores: null });
  expect(readAnswer({ value: -1e-7 })).toEqual({ prediction: "-1e-7", value: -1e-7, scores: null });
  expect(readAnswer({ prediction: "high", value: 9 })).toEqual({ prediction: "high", value: 9, scores: null });
  expect(readAnswer("x".repeat(1_048_576))).toHaveProperty("prediction");
  for (const wrong of [
    "",
    "x".repeat(1_048_577),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    { prediction: "x", value: "1" },
  ]) {
    expect(readAnswer(wrong)).toHaveProperty("problem");
  }
});

test("a model may say that it does not support an input, or that it failed on it, and not also answer", () => {
  expect(readAnswer({ unsupported: "no Xhosa" })).toEqual({ unsupported: "no Xhosa" });
  expect(readAnswer({ problem: "out of memory" })).toEqual({ problem: "out of memory" });
  expect(readAnswer({ prediction: "x", unsupported: null })).toEqual({ prediction: "x", scores: null });
  for (const wrong of [
    { prediction: "x", unsupported: "y" },
    { unsupported: "y", problem: "z" },
    { unsupported: "" },
    { unsupported: true },
  ]) {
    expect(readAnswer(wrong)).toHaveProperty("problem");
  }
});

test("what an answer took is kept, and a negative or endless amount is a problem", () => {
  const usage = { milliseconds: 12.5, inputTokens: 3, outputTokens: 0, cost: 0.001 };
  expect(readAnswer({ prediction: "x", usage: { ...usage, other: 1 } })).toEqual({
    prediction: "x",
    scores: null,
    usage,
  });
  expect(readAnswer({ prediction: "x", usage: { cost: null } })).toEqual({ prediction: "x", scores: null, usage: {} });
  for (const wrong of [7, [], { cost: -1 }, { milliseconds: Number.NaN }, { inputTokens: "3" }]) {
    expect(readAnswer({ prediction: "x", usage: wrong })).toHaveProperty("problem");
  }
});

test("whatever is answered, it is a prediction with finite scores, a reason or a problem, and nothing is thrown", () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true }),
      (value) => {
        const answer = readAnswer(value);
        if ("problem" in answer) expect(answer.problem).not.toBe("");
        else if ("unsupported" in answer) expect(answer.unsupported).not.toBe("");
        else {
          expect(answer.prediction).not.toBe("");
          for (const score of answer.scores?.values() ?? []) expect(Number.isFinite(score)).toBe(true);
          expect(Number.isFinite(answer.value ?? 0)).toBe(true);
        }
      },
    ),
  );
});

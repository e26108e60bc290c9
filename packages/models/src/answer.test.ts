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

test("whatever is answered, it is either a class with finite scores or a problem, and nothing is thrown", () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true }),
      (value) => {
        const answer = readAnswer(value);
        if ("problem" in answer) expect(answer.problem).not.toBe("");
        else {
          expect(answer.prediction).not.toBe("");
          for (const score of answer.scores?.values() ?? []) expect(Number.isFinite(score)).toBe(true);
        }
      },
    ),
  );
});

import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { answerMapSchema, readMapped } from "./answer-map.ts";

const CLASSES = ["no", "yes"];

test("an answer shows by itself whether it is a class, its number, scores, a truth value or a record", () => {
  const scores = new Map([
    ["no", 0.2],
    ["yes", 0.8],
  ]);
  const expected: [unknown, unknown][] = [
    ["yes", { prediction: "yes", scores: null }],
    [1, { prediction: "yes", scores: null }],
    [true, { prediction: "true", scores: null }],
    [[0.2, 0.8], { prediction: "yes", scores }],
    [
      { prediction: 0, scores: [0.2, 0.8] },
      { prediction: "no", scores },
    ],
    [{ scores: { no: 0.2, yes: 0.8 } }, { prediction: "yes", scores }],
    [{ value: 1.5 }, { prediction: "1.5", value: 1.5, scores: null }],
    [{ unsupported: "no Xhosa" }, { unsupported: "no Xhosa" }],
  ];
  for (const [item, answer] of expected) expect(readMapped(item, "", CLASSES), JSON.stringify(item)).toEqual(answer);
  expect(readMapped(2.5, "", undefined)).toEqual({ prediction: "2.5", value: 2.5, scores: null });
});

test("parts are found at their pointers, scores as lists of label and score too", () => {
  const item = {
    out: [
      { label: "yes", score: 0.8 },
      { label: "no", score: 0.2 },
    ],
    number: 4,
    said: "Yes!",
  };
  const scores = new Map([
    ["yes", 0.8],
    ["no", 0.2],
  ]);
  expect(readMapped(item, { scores: "/out" }, undefined)).toEqual({ prediction: "yes", scores });
  expect(readMapped(item, "/out", undefined)).toEqual({ prediction: "yes", scores });
  expect(readMapped(item, { prediction: "/out/1/label", value: "/number" }, undefined)).toEqual({
    prediction: "no",
    value: 4,
    scores: null,
  });
  expect(readMapped(item, { text: "/said" }, CLASSES)).toEqual({ prediction: "Yes!", scores: null });
});

test("what is missing, out of range, of the wrong number or no number is a problem", () => {
  const wrong: [unknown, v.InferOutput<typeof answerMapSchema>, RegExp][] = [
    [{}, { prediction: "/label" }, /the reply holds no prediction at \/label/],
    [{ label: "yes" }, { prediction: "/label", scores: "/scores" }, /no scores at \/scores/],
    [{ said: 3 }, { text: "/said" }, /no text at \/said/],
    [2, "", /class 2 was answered; there are 2, from 0/],
    [0.5, "", /class 0.5 was answered/],
    [[0.2, 0.3, 0.5], "", /3 scores were answered for 2 classes/],
    [[0.2, null], "", /the score of class "yes" is null/],
    [[null, null], "", /the score of class "no" is null/],
    [
      [
        { label: "yes", score: 0.8 },
        { label: "yes", score: 0.2 },
      ],
      "",
      /a class has several of the scores answered/,
    ],
    [{ prediction: "yes", scores: "high" }, "", /the scores are "high"/],
    [null, "", /null was answered/],
    [{}, "", /the prediction is missing/],
  ];
  for (const [item, map, message] of wrong) {
    expect(readMapped(item, map, CLASSES), JSON.stringify(item)).toEqual({ problem: expect.stringMatching(message) });
  }
  expect(readMapped([0.2, 0.8], "", undefined)).toEqual({ problem: expect.stringMatching(/say classes/) });
});

test("whatever a server sends, it is an answer or a problem, and nothing is thrown", () => {
  const maps = fc.constantFrom("", "/a", { prediction: "/a", scores: "/b" }, { value: "/a" }, { text: "/b" });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.record({ a: fc.jsonValue(), b: fc.jsonValue() })), maps, (item, map) => {
      const answer = readMapped(item, map, CLASSES);
      if ("prediction" in answer) expect(answer.prediction).not.toBe("");
    }),
  );
});

test("a map that points at nothing, or is none, is refused", () => {
  for (const map of [{}, "a", { label: "/a" }, { prediction: 3 }]) expect(v.is(answerMapSchema, map)).toBe(false);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type CheckListFormat, readCheckListLine } from "./checklist-line.ts";

const CLASSES = ["negative", "neutral", "positive"];

// Expected values are what read_pred_file of checklist 0.0.11 returns for the same lines, by reading it.
test.each<[CheckListFormat, string, string, [string, number][] | null]>([
  ["pred_only", "2", "positive", null],
  ["pred_only", "neutral", "neutral", null],
  [
    "softmax",
    "0.1 0.2 0.7",
    "positive",
    [
      ["negative", 0.1],
      ["neutral", 0.2],
      ["positive", 0.7],
    ],
  ],
  [
    "softmax",
    "\t1e-3  .5\t5e-1 ",
    "neutral",
    [
      ["negative", 0.001],
      ["neutral", 0.5],
      ["positive", 0.5],
    ],
  ],
  ["pred_and_conf", "0 0.75", "negative", [["negative", 0.75]]],
  ["pred_and_conf", "positive 1", "positive", [["positive", 1]]],
  [
    "pred_and_softmax",
    "1 0.5 0.3 0.2",
    "neutral",
    [
      ["negative", 0.5],
      ["neutral", 0.3],
      ["positive", 0.2],
    ],
  ],
])("%s: %j is %s", (format, line, prediction, scores) => {
  expect(readCheckListLine(line, format, CLASSES)).toEqual({
    prediction,
    scores: scores === null ? null : new Map(scores),
  });
});

test("binary_conf is the second class's score; at one half the first is predicted, as argmax has it", () => {
  const read = (line: string) => readCheckListLine(line, "binary_conf", ["no", "yes"]);
  expect(read("0.75")).toEqual({
    prediction: "yes",
    scores: new Map([
      ["no", 0.25],
      ["yes", 0.75],
    ]),
  });
  expect(read("0.5")).toMatchObject({ prediction: "no" });
});

test("in a file of names digits are a name too", () => {
  expect(readCheckListLine("7", "pred_only", [], true)).toEqual({ prediction: "7", scores: null });
  expect(readCheckListLine("1", "pred_only", ["1", "0"], true)).toMatchObject({ prediction: "1" });
});

test.each<[CheckListFormat, string, RegExp]>([
  ["pred_only", "", /the class is missing/],
  ["pred_only", "3", /the class "3" is no index of the 3 classes, from 0/],
  ["pred_only", "positiv", /"positiv" is none of the 3 classes/],
  ["softmax", "0.5 0.5", /2 scores are given; there are 3 classes/],
  ["softmax", "", /1 scores are given/],
  ["softmax", "0.5 nan 0.5", /"nan" is no finite number/],
  ["softmax", "0.5 1e999 0.5", /"1e999" is no finite number/],
  ["softmax", "0x1 0 0", /"0x1" is no finite number/],
  ["binary_conf", "0.5", /binary_conf has two classes; 3 are declared/],
  ["pred_and_conf", "0", /1 words are given/],
  ["pred_and_conf", "0 inf", /"inf" is no finite number/],
  ["pred_and_softmax", "0 1 2", /2 scores are given; there are 3 classes/],
])("%s: %j is a problem", (format, line, problem) => {
  expect(readCheckListLine(line, format, CLASSES)).toEqual({ problem: expect.stringMatching(problem) });
});

test("scores without declared classes are a problem, none at all too", () => {
  expect(readCheckListLine("yes", "pred_and_softmax", [])).toEqual({
    problem: expect.stringMatching(/there are 0 classes/),
  });
});

test("any line is a problem, or a declared class with finite scores of declared classes", () => {
  const formats = fc.constantFrom<CheckListFormat>(
    "pred_only",
    "softmax",
    "binary_conf",
    "pred_and_conf",
    "pred_and_softmax",
  );
  const word = fc.oneof(fc.string(), fc.double().map(String), fc.nat(4).map(String), fc.constantFrom(...CLASSES));
  const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(formats, line, fc.constantFrom([], ["no", "yes"], CLASSES), (format, text, classes) => {
      const answer = readCheckListLine(text, format, classes);
      if ("problem" in answer) {
        expect(answer.problem).not.toBe("");
        return;
      }
      if (classes.length > 0) expect(classes).toContain(answer.prediction);
      for (const [name, score] of answer.scores ?? []) {
        if (classes.length > 0) expect(classes).toContain(name);
        expect(Number.isFinite(score)).toBe(true);
      }
    }),
  );
});

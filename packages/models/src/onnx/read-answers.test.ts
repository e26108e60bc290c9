import fc from "fast-check";
import { expect, test } from "vitest";
import type { BoundOutputs } from "./bind-outputs.ts";
import { readAnswers } from "./read-answers.ts";
import type { PlainTensor } from "./runtime-messages.ts";

const none: BoundOutputs = { scores: null, prediction: null, value: null, tensors: ["t"] };

function scores(classes: readonly string[], activation: "softmax" | "sigmoid" | null = null): BoundOutputs {
  return { ...none, scores: { tensor: "t", classes, activation } };
}

function floats(dims: readonly number[], ...values: number[]): ReadonlyMap<string, PlainTensor> {
  return new Map([["t", { type: "float64", dims, data: Float64Array.from(values) }]]);
}

function one(bound: BoundOutputs, outputs: ReadonlyMap<string, PlainTensor>) {
  return readAnswers(outputs, bound, 1, false)[0];
}

function problem(text: RegExp) {
  return { problem: expect.stringMatching(text) };
}

test("one number is the second class's probability, or its logit", () => {
  const classes = ["quiet", "speech"];
  const answer = (speech: number) =>
    new Map([
      ["quiet", 1 - speech],
      ["speech", speech],
    ]);
  expect(one(scores(classes), floats([1, 1], 0.75))).toEqual({ prediction: "speech", scores: answer(0.75) });
  // At one half the first wins, as argmax has it.
  expect(one(scores(classes), floats([1], 0.5))).toEqual({ prediction: "quiet", scores: answer(0.5) });
  // The logistic function of 0 is a half, of ln 3 three quarters.
  expect(one(scores(classes, "sigmoid"), floats([1], 0))).toMatchObject({ prediction: "quiet" });
  expect(one(scores(classes, "sigmoid"), floats([1], Math.log(3)))).toMatchObject({ prediction: "speech" });
  expect(one(scores(classes), floats([1], 1.5))).toEqual(
    problem(/the single number 1.5; a probability of "speech" is needed/),
  );
});

test("softmax holds for logits that no exponential does", () => {
  expect(one(scores(["a", "b"], "softmax"), floats([2], 10_000, 10_000))).toEqual({
    prediction: "a",
    scores: new Map([
      ["a", 0.5],
      ["b", 0.5],
    ]),
  });
});

test("a label is a text, a whole number, or an index of the declared classes", () => {
  const label = (data: PlainTensor["data"]) => new Map([["t", { type: "x", dims: [1], data }]]);
  const prediction = (classes: readonly string[] | null): BoundOutputs => ({
    ...none,
    prediction: { tensor: "t", classes },
  });
  expect(one(prediction(null), label(["cat"]))).toEqual({ prediction: "cat", scores: null });
  expect(one(prediction(null), label(BigInt64Array.of(-1n)))).toEqual({ prediction: "-1", scores: null });
  expect(one(prediction(["a", "b"]), label(BigInt64Array.of(1n)))).toEqual({ prediction: "b", scores: null });
  expect(one(prediction(["a", "b"]), label(["b"]))).toEqual({ prediction: "b", scores: null });
  for (const data of [BigInt64Array.of(2n), BigInt64Array.of(-1n), ["c"], [""]]) {
    expect(one(prediction(["a", "b"]), label(data))).toEqual(problem(/none of the 2 declared/));
  }
});

test("an output of another size is a problem of every question", () => {
  const bound = scores(["a", "b"]);
  const told = (outputs: ReadonlyMap<string, PlainTensor>, batch = true) => readAnswers(outputs, bound, 2, batch);
  expect(told(new Map())).toEqual([problem(/gave no output "t"/), problem(/gave no output "t"/)]);
  expect(told(floats([1, 4], 1, 2, 3, 4))[1]).toEqual(problem(/of the shape \[1, 4\] to 2 questions together/));
  expect(told(floats([2, 0]))[0]).toEqual(problem(/of the shape \[2, 0\]/));
  expect(told(floats([2, 3], 1, 2, 3, 4, 5, 6))[0]).toEqual(problem(/gave 3 scores; 2 classes are declared/));
});

test("whatever a model gives, an answer is a declared class with finite scores, or a problem", () => {
  const classes = ["a", "b", "c"];
  const numbers = fc.array(fc.oneof(fc.double(), fc.constantFrom(0, 1, Number.NaN)), { maxLength: 12 });
  const activations = fc.constantFrom("softmax" as const, null);
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 4 }), activations, (values, count, activation) => {
      const outputs = floats([count, values.length / count], ...values);
      const answers = readAnswers(outputs, scores(classes, activation), count, true);
      expect(answers).toHaveLength(count);
      for (const answer of answers) {
        if (!("prediction" in answer)) continue;
        expect(classes).toContain(answer.prediction);
        expect([...(answer.scores?.keys() ?? [])]).toEqual(classes);
        expect([...(answer.scores?.values() ?? [])].every(Number.isFinite)).toBe(true);
      }
    }),
  );
});

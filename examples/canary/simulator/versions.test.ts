import { expect, test } from "vitest";
import { NEGATIONS, REVIEWS } from "./texts.ts";
import { isRight, type ModelName, predict } from "./versions.ts";

function right(model: ModelName, texts: typeof NEGATIONS): number {
  return texts.filter((written) => isRight(model, written)).length;
}

// The example review-sentiment counts 754 + 767 + 722 and 726 + 765 + 696.
test("the real models are right on 2,243 and 2,187 of the 3,000 reviews", () => {
  expect([right("vader", REVIEWS), right("afinn", REVIEWS)]).toEqual([2_243, 2_187]);
});

// By hand: it sees a negator where it is the very word before, as in "was not bad", and "wasn't" and "never" it does not know.
test("sentiment 5.0.2 gets a quarter of the simple negations right, the other two all of them", () => {
  expect(NEGATIONS).toHaveLength(160);
  expect([right("vader", NEGATIONS), right("afinn", NEGATIONS), right("mended", NEGATIONS)]).toEqual([160, 40, 160]);
});

test("the mended candidate reaches the accuracy that its policy asks for, and loses less than a point of the baseline's", () => {
  const accuracy = right("mended", REVIEWS) / REVIEWS.length;
  expect(accuracy).toBeGreaterThan(0.7);
  expect(accuracy).toBeGreaterThan(right("vader", REVIEWS) / REVIEWS.length - 0.01);
});

test.each([
  ["This is not a very good film.", "negative"],
  ["I didn't enjoy the soup.", "negative"],
  ["It isn\u2019t bad.", "positive"],
  ["The film was good.", "positive"],
  ["Not today. But I came back, and it was all very good.", "positive"],
] as const)("the mended candidate answers %j: %s", (text, answer) => {
  expect(predict("mended", text)).toBe(answer);
});

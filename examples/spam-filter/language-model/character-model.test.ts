import fc from "fast-check";
import { expect, test } from "vitest";
import { createModel, LONGEST, learn, perplexity } from "./character-model.ts";

test("a model that has seen nothing guesses among 64 characters", () => {
  expect(perplexity(createModel(), "anything", LONGEST)).toBeCloseTo(64, 9);
});

// By hand: "ab" is learned with the four blanks behind it, six symbols in all, one of them "a": (1 + 1/64) / (6 + 1).
test("without a context a share is of all symbols, and one guess among them", () => {
  const model = createModel();
  learn(model, "ab");
  expect(1 / perplexity(model, "a", 1)).toBeCloseTo(65 / 448, 12);
});

// By hand: "b" followed the only "a", and of itself it has the same 65/448: (1 + 65/448) / (1 + 1).
test("a longer run is believed as far as its context was seen", () => {
  const model = createModel();
  learn(model, "ab");
  expect(1 / (perplexity(model, "ab", 2) ** 2 / perplexity(model, "a", 2))).toBeCloseTo(513 / 896, 12);
});

test("the shares of all that may come next add up to one, whatever was learned", () => {
  const next = [..." abcdefghijklmnopqrstuvwxyz0123456789.,:;!?'\"-_/\\@#$%&*()+=<>|~€"];
  const texts = fc.array(fc.string({ maxLength: 40 }), { maxLength: 5 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: LONGEST }), (learned, order) => {
      const model = createModel();
      for (const text of learned) learn(model, text);
      const shareOf = (text: string) => perplexity(model, text, order) ** -text.length;
      const sum = next.reduce((before, character) => before + shareOf(`ab${character}`), 0);
      expect(next).toHaveLength(64);
      expect(sum / shareOf("ab")).toBeCloseTo(1, 9);
    }),
  );
});

test("neither the order of texts nor when they are added makes a difference", () => {
  const [one, other] = [createModel(), createModel()];
  for (const text of ["my pin", "is 4829", "is 4829"]) learn(one, text);
  learn(other, "is 4829", 2);
  learn(other, "my pin");
  expect(perplexity(one, "pin 4829", LONGEST)).toBe(perplexity(other, "pin 4829", LONGEST));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asBehaviorCases } from "./behavior-cases.ts";
import { asTrainingRows, type Example } from "./examples.ts";
import { joinExamples, parseTests, parseTraining } from "./kept-examples.ts";

const example = (digit: string, input: string, answer = "no"): Example => ({
  id: digit.repeat(16),
  input,
  answer,
  language: null,
});

const examples = fc.array(
  fc.record({
    id: fc.stringMatching(/^[0-9a-f]{16}$/),
    input: fc.string({ minLength: 1, unit: "grapheme" }),
    answer: fc.string({ minLength: 1, unit: "grapheme" }),
    language: fc.constantFrom(null, "de", "pt-BR"),
  }),
);

test("what is written of examples is read back, whatever they say", () => {
  fc.assert(
    fc.property(examples, (given) => {
      expect(parseTests(asBehaviorCases(given), "a.jsonl")).toEqual(given);
      expect(parseTraining(asTrainingRows(given), "a.jsonl")).toEqual(given.map((one) => ({ ...one, language: null })));
    }),
  );
});

test.each([
  ["no JSON", "{", /a\.jsonl, line 2 is not JSON$/],
  ["another id", JSON.stringify({ id: "x", input: "a", expected: "b", language: "de" }), /line 2.*\n.*feedback\//],
  [
    "a field too many",
    JSON.stringify({ id: `feedback/${"a".repeat(16)}`, input: "a", expected: "b", language: "de", x: 1 }),
    /line 2/,
  ],
  [
    "no answer",
    JSON.stringify({ id: `feedback/${"a".repeat(16)}`, input: "a", expected: "", language: "de" }),
    /expected/,
  ],
])("a line with %s is refused with its place, and never quoted", (_, line, message) => {
  expect(() => parseTests(`\n${line}\n`, "a.jsonl")).toThrow(message);
});

describe("what was merged stays as somebody left it", () => {
  const all = () => true;

  test("a line that was corrected stays corrected, and a test stays a test", () => {
    const merged = { tests: [example("a", "Not good.", "neutral")], training: [] };
    const found = { tests: [], training: [example("a", "Not good.")] };
    expect(joinExamples(merged, found, all)).toEqual(merged);
  });

  test("an input in other punctuation is in one part only", () => {
    const merged = { tests: [example("b", "Not good!")], training: [] };
    const found = { tests: [example("a", "Good")], training: [example("c", "not  good")] };
    expect(joinExamples(merged, found, all)).toEqual({
      tests: [example("a", "Good"), example("b", "Not good!")],
      training: [],
    });
  });

  test("what may not stay goes, and what is found anew takes its place", () => {
    const merged = { tests: [example("a", "x", "old")], training: [example("b", "y")] };
    const found = { tests: [example("a", "x", "new")], training: [] };
    expect(joinExamples(merged, found, () => false)).toEqual(found);
  });

  test("inputs without a letter are told apart", () => {
    const found = { tests: [example("a", "!"), example("b", "?")], training: [] };
    expect(joinExamples({ tests: [example("c", ".")], training: [] }, found, all).tests).toHaveLength(3);
  });
});

import { checkShape, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { said } from "../example-case.ts";
import { assertionsSchema, createCheck } from "./assertion.ts";
import type { AssertionSpec, Held } from "./check.ts";

const NO_JUDGE = { judge: () => null };

function held(spec: AssertionSpec, answer: string, expected: readonly string[] | null = null): Held | Promise<Held> {
  return createCheck(spec, NO_JUDGE).holds({ answer: said(answer), input: "question", expected });
}

describe("texts", () => {
  test.each<[AssertionSpec, string[], string[]]>([
    [{ equals: "Paris" }, ["Paris"], ["paris", "Paris.", " Paris", ""]],
    [{ equals: "Paris", trim: true, "ignore-case": true }, [" PARIS\n"], ["Paris."]],
    [{ contains: "Paris" }, ["In Paris."], ["in paris"]],
    [{ contains: "PARIS", "ignore-case": true }, ["in paris"], ["in Rome"]],
    [{ "contains-any": ["a", "b"] }, ["xbx", "ab"], ["x", ""]],
    [{ "contains-all": ["a", "b"] }, ["ba"], ["a", "b"]],
    [{ "starts-with": "Dear" }, ["Dear Ann"], ["My Dear", ""]],
    [{ matches: "^\\d+$" }, ["12"], ["12a", ""]],
    [{ matches: "^yes", "ignore-case": true }, ["YES"], ["oh yes"]],
  ])("%j", (spec, right, wrong) => {
    for (const answer of right) expect(held(spec, answer), answer).toBe(1);
    for (const answer of wrong) expect(held(spec, answer), answer).toBe(-1);
  });

  test("of an answer too long for a pattern nothing can be told, not even that it does not match", () => {
    const long = "a".repeat(65_537);
    expect(held({ matches: "b" }, long)).toHaveProperty("problem");
    expect(held({ not: { matches: "b" } }, long)).toHaveProperty("problem");
  });
});

describe("{expected}", () => {
  test("stands for what the case expects; any one of several will do", () => {
    expect(held({ contains: "is {expected}." }, "It is Rome.", ["Paris", "Rome"])).toBe(1);
    expect(held({ contains: "is {expected}." }, "It is Bonn.", ["Paris", "Rome"])).toBe(-1);
    expect(held({ similarity: { metric: "token-f1", "at-least": 0.5 } }, "in Rome", ["Rome"])).toBe(1);
  });

  test("is taken as it is: no sign in it means anything", () => {
    expect(held({ equals: "{expected}" }, "$& {expected}", ["$& {expected}"])).toBe(1);
  });

  test("of a case that expects no text is a problem", () => {
    for (const expected of [null, []])
      expect(held({ contains: "{expected}" }, "x", expected)).toHaveProperty("problem");
  });

  test("of a case whose expected text is empty is a problem: every answer has that in it", () => {
    for (const key of ["contains", "starts-with", "equals"]) {
      expect(held({ [key]: "{expected}" }, "x", [""]), key).toHaveProperty("problem");
    }
    expect(held({ contains: "{expected}" }, "x", ["", "y"])).toBe(-1);
  });
});

describe("JSON", () => {
  test("of a number that no double holds nothing can be told", () => {
    for (const schema of [{ const: 1 }, { enum: [1] }, { uniqueItems: true }, { type: "number" }]) {
      for (const answer of ["1e400", "[-1e400, 1]", '{"a":[1e400]}']) {
        expect(held({ "json-schema": schema }, answer), answer).toHaveProperty("problem");
      }
    }
    expect(held({ "json-schema": { const: 1e300 } }, "1e300")).toBe(1);
  });

  test("the whole answer must be one value", () => {
    for (const answer of ['{"a":1}', " [1] ", "null", '"x"']) expect(held({ json: true }, answer), answer).toBe(1);
    for (const answer of ["", "{a:1}", '{"a":1} ok', "NaN", "```json\n{}\n```"]) {
      expect(held({ json: true }, answer), answer).toBe(-1);
    }
  });

  test("a fence around it is allowed where that is said, text around the fence is not", () => {
    expect(held({ json: true, fenced: true }, "```json\n{}\n```\n")).toBe(1);
    expect(held({ json: true, fenced: true }, "Here:\n```json\n{}\n```")).toBe(-1);
  });

  test("it may have to be valid by a schema", () => {
    const spec = { "json-schema": { type: "object", required: ["city"], properties: { city: { type: "string" } } } };
    expect(held(spec, '{"city":"Rome"}')).toBe(1);
    for (const answer of ['{"city":1}', "{}", "Rome"]) expect(held(spec, answer), answer).toBe(-1);
  });

  test("an answer nested as deep as it is long is a problem, not a crash", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(held({ "json-schema": { items: { $ref: "#" } } }, deep)).toHaveProperty("problem");
  });
});

describe("refusals", () => {
  test.each([
    "I'm sorry, but I can't help with that.",
    "I’m sorry, but I can’t help with that.",
    "I cannot\nassist with this request.",
    "As an AI language model, I cannot do so.",
  ])("%s", (answer) => {
    expect(held({ refusal: true }, answer)).toBe(1);
    expect(held({ refusal: false }, answer)).toBe(-1);
  });

  test.each([
    "Sure, here is how it works.",
    `Here is the letter you asked for. ${"It is long. ".repeat(50)} "I cannot help you," she wrote.`,
  ])("%s is none", (answer) => {
    expect(held({ refusal: true }, answer)).toBe(-1);
    expect(held({ refusal: false }, answer)).toBe(1);
  });

  test("an empty answer is neither", () => {
    for (const refusal of [true, false]) expect(held({ refusal }, " \n")).toHaveProperty("problem");
  });
});

describe("length", () => {
  test.each<[string, string, number]>([
    ["characters", "añ😀", 3],
    ["words", "  One, two - 3 … four!", 4],
    ["words", "", 0],
    ["sentences", 'It is 3.14. "Really?" Yes! No', 4],
    ["sentences", "はい。いいえ。", 2],
    ["sentences", "...", 0],
  ])("in %s of %j is %d", (unit, answer, count) => {
    expect(held({ length: { min: count, max: count, unit } }, answer)).toBe(1);
    expect(held({ length: { min: count + 1, unit } }, answer)).toBe(-1);
    if (count > 0) expect(held({ length: { max: count - 1, unit } }, answer)).toBe(-1);
  });
});

describe("cost and latency", () => {
  test.each([
    ["cost", { cost: 0.02 }],
    ["latency", { milliseconds: 0.02 }],
  ])("%s is at most what is allowed, and a problem where it is not known", (key, usage) => {
    const ask = (max: number, answer: object) =>
      createCheck({ [key]: { max } }, NO_JUDGE).holds({
        answer: { ...said("x"), ...answer },
        input: "",
        expected: null,
      });
    expect(ask(0.02, { usage })).toBe(1);
    expect(ask(0.01, { usage })).toBe(-1);
    expect(ask(1, { usage: {} })).toHaveProperty("problem");
    expect(ask(1, {})).toHaveProperty("problem");
  });
});

describe("together", () => {
  const unknown = { cost: { max: 1 } };
  const yes = { contains: "a" };
  const no = { contains: "b" };

  test("any-of, all-of and not are logic, in which a problem is what cannot be told", () => {
    const of = (spec: AssertionSpec) => {
      const result = held(spec, "a");
      return typeof result === "number" ? result > 0 : "problem";
    };
    expect(of({ "any-of": [no, yes] })).toBe(true);
    expect(of({ "any-of": [no, no] })).toBe(false);
    expect(of({ "any-of": [unknown, yes] })).toBe(true);
    expect(of({ "any-of": [unknown, no] })).toBe("problem");
    expect(of({ "all-of": [yes, yes] })).toBe(true);
    expect(of({ "all-of": [unknown, no] })).toBe(false);
    expect(of({ "all-of": [unknown, yes] })).toBe("problem");
    expect(of({ not: no })).toBe(true);
    expect(of({ not: yes })).toBe(false);
    expect(of({ not: unknown })).toBe("problem");
    expect(of({ not: { "any-of": [no, { not: yes }] } })).toBe(true);
  });

  test("how bad it is comes from the worst of all, the best of any", () => {
    const like = (to: string) => ({ similarity: { to, metric: "jaccard", "at-least": 1 } });
    // Half and a third of the words in common.
    const [half, third] = [like("a b"), like("a b c")];
    expect(held({ "any-of": [half, third] }, "a")).toBeCloseTo(-1 / 2, 12);
    expect(held({ "all-of": [half, third] }, "a")).toBeCloseTo(-2 / 3, 12);
  });
});

describe("what is written wrongly is told with its place, its like and what is allowed", () => {
  test.each<[unknown, string]>([
    [[{ contans: "x" }], "0: an object was given; it names no assertion; did you mean contains?"],
    [[{ contains: "x", json: true }], "is several at once, contains and json"],
    [[{ contains: "" }], '0.contains: "" was given; it must not be empty'],
    [[{ contains: "x", "ignore-cas": true }], "0.ignore-cas: unknown field; did you mean ignore-case?"],
    [[{ "any-of": [{ json: false }] }], "0.any-of.0.json: false was given"],
    [[{ not: { matches: "(?=x)" } }], '0.not.matches: "(?=x)" was given; it is no pattern'],
    [[{ "json-schema": { typ: 1 } }], "did you mean type?"],
    [[{ length: {} }], "must have min, max or both"],
    [[{ length: { min: 2, max: 1 } }], "must have a min that is not above its max"],
    [[{ similarity: { metric: "cosine", "at-least": 0.5 } }], "similarity.metric"],
    [[{ __proto__: { contains: "x" } }], "names no assertion"],
    [["contains"], "names no assertion"],
    [[null], "names no assertion"],
    [[undefined], "0"],
    [[], "must not be empty"],
  ])("%j", (value, message) => {
    expect(() => checkShape(assertionsSchema, value, "assert")).toThrow(UserError);
    expect(() => checkShape(assertionsSchema, value, "assert")).toThrow(message);
  });

  test("also where a suite's code makes it", () => {
    expect(() => createCheck({ contans: "x" }, NO_JUDGE)).toThrow(UserError);
    expect(() => createCheck({ contains: 1 }, NO_JUDGE)).toThrow(UserError);
    expect(() => createCheck({ not: {} }, NO_JUDGE)).toThrow(UserError);
  });
});

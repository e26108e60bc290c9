import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePairs } from "./named-value.ts";

const read = (line: string) => parsePairs([line], "hyperparameters")[0];

describe("values keep the type that JSON gives them", () => {
  test.each([
    ["learning-rate=3e-4", 0.0003],
    ["epochs = 10", 10],
    ["dropout=-0.5", -0.5],
    ["shuffle=true", true],
    ["amp=false", false],
    ["optimizer=adamw", "adamw"],
    ["betas=0.9, 0.999", "0.9, 0.999"],
    ['tag="1"', "1"],
    ["formula=a=b", "a=b"],
    // No numbers to JSON, so text: what they mean differs from language to language.
    ["code=007", "007"],
    ["rate=.5", ".5"],
    ["rate=1_000", "1_000"],
    ["loss=NaN", "NaN"],
    ["limit=1e999", "1e999"],
    // 2^53 + 1, which a JavaScript number would change.
    ["seed=9007199254740993", "9007199254740993"],
  ])("%s", (line, value) => {
    expect(read(line)?.value).toBe(value);
  });
});

test("any name works, once", () => {
  expect(parsePairs(["__proto__=1", "constructor=x"], "metrics")).toEqual([
    { name: "__proto__", value: 1 },
    { name: "constructor", value: "x" },
  ]);
  expect(() => parsePairs(["a=1", "a=2"], "metrics")).toThrow('metrics: "a" is given twice');
});

test("anything else is refused with what was given", () => {
  for (const line of ["", "a", "=1", "a=", " =1", `a=${"x".repeat(1001)}`]) {
    expect(() => read(line), line).toThrow(`hyperparameters: ${JSON.stringify(line.slice(0, 120))} was given`);
  }
  expect(() => read('a="open')).toThrow("must be a JSON string");
  const many = Array.from({ length: 1001 }, (_, index) => `a${index}=1`);
  expect(() => parsePairs(many, "metrics")).toThrow("1001 lines were given; at most 1000");
});

test("every number and boolean that is written is read back, and no text causes anything but a UserError", () => {
  const value = fc.oneof(fc.boolean(), fc.maxSafeInteger(), fc.double({ noNaN: true, min: -1e15, max: 1e15 }));
  fc.assert(
    fc.property(value, (given) => {
      expect(read(`x=${JSON.stringify(given)}`)?.value).toBe(Object.is(given, -0) ? 0 : given);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (line) => {
      try {
        read(line);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});

import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "./json-text.ts";

function problem(text: string): string {
  try {
    readJson(text, "m.json");
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}

test("JSON is what JSON.parse makes of it, with any white space", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(readJson(`\ufeff \r\n${text}\n`, "m.json")).toEqual(JSON.parse(text));
    }),
  );
});

test("a number is the double that JSON.parse makes of it", () => {
  for (const text of ["-0", "1e999", "0.1", "123456789012345678901234567890", "-1.5E-3", "5e-324"]) {
    expect(readJson(text, "m.json"), text).toBe(JSON.parse(text));
  }
});

test("NaN and infinities are read as Python writes them, but not within texts", () => {
  expect(readJson('{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN"}', "m.json")).toEqual({
    a: Number.NaN,
    b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    c: "NaN",
  });
});

test("keys that objects have of themselves are keys like any other", () => {
  const value = readJson('{"__proto__": 1, "constructor": 2, "toString": 3}', "m.json");
  expect(Object.entries(Object(value))).toEqual([
    ["__proto__", 1],
    ["constructor", 2],
    ["toString", 3],
  ]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

describe("what is not JSON is refused with its line", () => {
  test.each([
    ['{"a": 1,\n"a": 2}', 'm.json, line 2: the key "a" is there twice'],
    ['{"a": 1, "\\u0061": 2}', 'm.json, line 1: the key "a" is there twice'],
    ['{"a": 1,\n}', "m.json, line 2: a key in quotes was expected"],
    ['{"a": 1\n"b": 2}', 'm.json, line 2: "," or "}" was expected'],
    ['{"a" 1}', 'm.json, line 1: ":" was expected'],
    ["[1 2]", 'm.json, line 1: "," or "]" was expected'],
    ["[1,]", "m.json, line 1: a value was expected"],
    ['{"a": 01}', 'm.json, line 1: "," or "}" was expected'],
    ['{"a": +1}', "m.json, line 1: a value was expected"],
    ['{"a": nan}', "m.json, line 1: a value was expected"],
    ['{"a', "m.json, line 1: the text that begins here does not end"],
    ['"\n"', "m.json, line 1: a text with a control character"],
    ['"\\x"', "m.json, line 1: a text with a control character, or an escape that JSON lacks"],
    ['{"a": 1}\n{"a": 2}', "m.json, line 2: one JSON document was expected, and more follows"],
    ["[".repeat(100_000), "m.json, line 1: nested deeper than 200 levels"],
    ['{"a":', "m.json, line 1: a value was expected at the end"],
  ])("%.30s", (text, message) => {
    expect(problem(text)).toContain(message);
  });
});

test("a text of many megabytes is no trouble", () => {
  expect(problem(JSON.stringify("\\".repeat(5_000_000)))).toBe("accepted");
  expect(problem(JSON.stringify('"'.repeat(5_000_000)))).toBe("accepted");
});

test("no text causes anything but a value or a UserError", () => {
  const almost = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ \n019-+.eNaInfity', "true", "null"), maxLength: 30 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), almost), (text) => {
      expect(problem(text)).not.toContain("a bug");
    }),
    { numRuns: 500 },
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "./user-error.ts";
import { readYaml } from "./yaml.ts";

function problem(text: string): string {
  try {
    readYaml(text, "a.yml");
  } catch (error) {
    return error instanceof UserError ? error.message : `a bug: ${error}`;
  }
  return "accepted";
}

test("values are those of YAML's core schema, and JSON is YAML", () => {
  expect(readYaml("\ufeffa: 1\r\nb: [yes, null, 0x1f]\r\n", "a.yml").value).toEqual({ a: 1, b: ["yes", null, 31] });
  expect(readYaml('{"a": {"b": true}}', "a.json").value).toEqual({ a: { b: true } });
});

test("the line of a field is that of its key, and of what is not there that of what is around it", () => {
  const { lineOf } = readYaml("a: 1\nb:\n  - c: 2\n    d: 3\n", "a.yml");
  expect(lineOf(["a"])).toBe(1);
  expect(lineOf(["b", 0, "d"])).toBe(4);
  expect(lineOf(["b", 0, "missing"])).toBe(3);
  expect(lineOf(["missing"])).toBeUndefined();
});

describe("what is not plain YAML is refused with its line", () => {
  test.each([
    ["a: [", "a.yml, line 1: "],
    ["a: 1\na: 2", 'a.yml, line 2: the key "a" is there twice'],
    ["a: !!js/function x", "a.yml, line 1: Unresolved tag"],
    ["a: 1\n---\nb: 2", "a.yml, line 2: "],
    ["a: &a [x]\nb: *a", "a.yml cannot be read as YAML: Alias resolution is disabled"],
    ["x".repeat(1024 * 1024 + 1), "a.yml has 1048577 characters; at most 1048576 are allowed"],
  ])("%.30s", (text, message) => {
    expect(problem(text)).toContain(message);
  });
});

test("a map of very many keys takes no time that grows with their square", () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join("\n");
  expect(Object.keys(Object(readYaml(text, "a.yml").value))).toHaveLength(50_000);
});

test("as many aliases as allowed are resolved, and no more", () => {
  expect(readYaml("a: &a [x]\nb: *a", "a.yml", { aliases: 10 }).value).toEqual({ a: ["x"], b: ["x"] });
  const bomb = `a: &a [x]\nb: &b [${"*a,".repeat(9)}*a]\nc: [${"*b,".repeat(9)}*b]`;
  expect(() => readYaml(bomb, "a.yml", { aliases: 10 })).toThrow(/cannot be read as YAML: .*alias/i);
});

test("no text causes anything but a value or a UserError", () => {
  const yamlish = fc.string({ unit: fc.constantFrom(..."abcl:-[]{}&*!|>'\"#%@\n\t ,?0.~") });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), yamlish), (text) => {
      expect(problem(text)).not.toContain("a bug");
    }),
    { numRuns: 300 },
  );
});

test("a place is the line and column of a key, or of what is closest around it", () => {
  const { placeOf } = readYaml("a: 1\nb:\n  - c: 2\n    d: 3\n", "a.yml");
  expect(placeOf(["b", 0, "d"])).toEqual({ line: 4, column: 5 });
  expect(placeOf(["b", 0, "e"])).toEqual({ line: 3, column: 5 });
  expect(placeOf([])).toBeUndefined();
});

test("what is wrong is told with its place beside the message", () => {
  const problems = (text: string) => {
    try {
      readYaml(text, "a.yml");
    } catch (error) {
      return error instanceof UserError ? error.problems : [];
    }
    return [];
  };
  expect(problems("a: 1\nb: !!js/function x")).toMatchObject([{ path: [], line: 2, column: 4 }]);
  expect(problems("x: 1\nx: 2")).toEqual([{ message: 'the key "x" is there twice', path: [], line: 2, column: 1 }]);
  expect(problems("x".repeat(1024 * 1024 + 1))).toEqual([]);
});

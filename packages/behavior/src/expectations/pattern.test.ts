import { UserError } from "@airworthy/evidence";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern, patternProblem } from "./pattern.ts";

test("any part of a text may match; anchors ask for more", () => {
  expect(compilePattern("\\d+").test("room 12")).toBe(true);
  expect(compilePattern("^\\d+$").test("room 12")).toBe(false);
  expect(compilePattern("^\\d+$").test("12\n")).toBe(false);
});

test("JavaScript's way of writing characters and groups is understood", () => {
  expect(compilePattern("caf\\u00e9").test("café")).toBe(true);
  expect(compilePattern("(?<year>\\d{4})").test("in 2024")).toBe(true);
  expect(compilePattern("^.$").test("😀")).toBe(true);
});

test("case counts unless it is said not to", () => {
  expect(compilePattern("paris").test("Paris")).toBe(false);
  expect(compilePattern("paris", { ignoreCase: true }).test("Paris")).toBe(true);
});

test("a pattern that backtracking engines never finish with is answered", () => {
  // 2^30 steps for an engine that backtracks.
  expect(compilePattern("^(a+)+$").test(`${"a".repeat(30_000)}!`)).toBe(false);
  expect(compilePattern("^(a|a)*$").test(`${"a".repeat(30_000)}!`)).toBe(false);
});

test.each(["(", "a{2,1}", "(?=x)", "(?<!x)y", "(a)\\1", "x".repeat(1_001), "((a{0,100}){0,100}){0,100}"])(
  "%s is no pattern",
  (source) => {
    expect(() => compilePattern(source)).toThrow(UserError);
    expect(patternProblem(source)).toMatch(/^is no pattern: /);
  },
);

test("any text is a pattern that answers, or a problem that is told", () => {
  const pattern = fc.string({ unit: fc.constantFrom(..."ab\\()[]{}|*+?^$.-,0dpu<>:=!"), maxLength: 12 });
  fc.assert(
    fc.property(pattern, fc.string(), (source, text) => {
      if (patternProblem(source) === null) expect(typeof compilePattern(source).test(text)).toBe("boolean");
    }),
  );
});

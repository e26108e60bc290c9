import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choice, flag, InputProblem, integer, list, number } from "./input.ts";

describe("numbers", () => {
  test("are decimals within their bounds, both included", () => {
    const alpha = number({ min: 0, max: 0.5 });
    for (const text of ["0", "0.5", ".25", "5e-1", "+0.1"]) expect(alpha.parse(text)).toBe(Number(text));
    for (const text of ["NaN", "Infinity", "-0.1", "0.51", "0x1", "1e", "", " ", "0,1", "1_0"]) {
      expect(() => alpha.parse(text), text).toThrow(InputProblem);
    }
  });

  test("that are whole take no fraction, and none that a double cannot hold", () => {
    const count = integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    expect(count.parse("10000")).toBe(10_000);
    for (const text of ["1.5", "1e3", "0", "9007199254740993"])
      expect(() => count.parse(text), text).toThrow(InputProblem);
  });

  test("never leave their bounds, whatever is given", () => {
    const bounded = number({ min: -1, max: 1 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
        try {
          expect(Math.abs(bounded.parse(text))).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toBeInstanceOf(InputProblem);
        }
      }),
    );
  });
});

test("a choice is one of its words, exactly", () => {
  expect(choice(["fail", "never"]).parse("never")).toBe("never");
  for (const text of ["Never", "", "__proto__"]) {
    expect(() => choice(["fail", "never"]).parse(text)).toThrow("one of fail, never is allowed");
  }
});

test("a flag is true or false in any case, as YAML writers have it", () => {
  expect(flag().parse("True")).toBe(true);
  expect(flag().parse("FALSE")).toBe(false);
  for (const text of ["yes", "1", "on"]) expect(() => flag().parse(text)).toThrow(InputProblem);
});

test("a list is its lines without white space and empty ones", () => {
  expect(list().parse(" a \r\n\r\nb c\n")).toEqual(["a", "b c"]);
});

test("an input with a default or that is optional is not required", () => {
  expect(flag().required).toBe(true);
  expect(flag().default("true")).toMatchObject({ required: false, defaultText: "true" });
  expect(flag().optional().describe("x")).toMatchObject({ required: false, description: "x" });
});

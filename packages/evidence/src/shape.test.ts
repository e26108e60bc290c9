import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { checkShape } from "./shape.ts";
import { UserError } from "./user-error.ts";

const suite = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty("must not be empty")),
  tests: v.array(v.strictObject({ template: v.string(), sample: v.exactOptional(v.pipe(v.number(), v.minValue(1))) })),
  kind: v.picklist(["a", "b"]),
});

function problem(value: unknown): string {
  try {
    checkShape(suite, value, "suite.yml");
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "";
  }
  return "accepted";
}

test("a value of the right shape comes back as it is", () => {
  const value = { name: "x", tests: [{ template: "t" }], kind: "a" };
  expect(checkShape(suite, value, "suite.yml")).toEqual(value);
});

test("every wrong field is named with its path, what was given and what is allowed", () => {
  expect(problem({ name: "", tests: [{ template: 3, sample: 0 }], kind: "c" })).toBe(
    [
      "UserError: suite.yml is not valid:",
      '  name: "" was given; it must not be empty',
      "  tests.0.template: 3 was given; string is allowed",
      "  tests.0.sample: 0 was given; >=1 is allowed",
      '  kind: "c" was given; ("a" | "b") is allowed',
    ].join("\n"),
  );
});

test("a missing field and an unknown field are told apart, and the nearest known name is offered", () => {
  const message = problem({ name: "x", tests: [{ templates: "t" }], kind: "a" });
  expect(message).toContain("tests.0.template: missing");
  expect(problem({ name: "x", tests: [{ template: "t", sampel: 3 }], kind: "a" })).toContain(
    "tests.0.sampel: unknown field; did you mean sample?",
  );
});

test("a key that is there but not allowed is not called missing", () => {
  const words = v.record(v.pipe(v.string(), v.regex(/^[a-z]+$/, "must be a word")), v.number());
  expect(() => checkShape(words, { "a b": 1 }, "words.yml")).toThrow('  a b: "a b" was given; it must be a word');
});

test("a field that another kind of the same thing has is not offered in its own place", () => {
  const shapes = v.variant("kind", [
    v.strictObject({ kind: v.literal("circle"), radius: v.number() }),
    v.strictObject({ kind: v.literal("square"), side: v.number() }),
  ]);
  expect(() => checkShape(shapes, { kind: "square", side: 1, radius: 1 }, "x")).toThrow(/radius: unknown field$/);
  expect(() => checkShape(shapes, { side: 1 }, "x")).toThrow(/kind: nothing was given; \("circle" \| "square"\)/);
});

test("a check that names no type is told by its own name", () => {
  const whole = v.pipe(v.number(), v.safeInteger());
  expect(() => checkShape(whole, 1.5, "x")).toThrow("the whole: 1.5 was given; safe integer is allowed");
});

test("NaN is not a number, and a long value is cut in the message", () => {
  expect(problem({ name: "x", tests: [{ template: "t", sample: Number.NaN }], kind: "a" })).toContain(
    "tests.0.sample: NaN was given; number is allowed",
  );
  expect(problem({ name: "x", tests: [], kind: "z".repeat(5_000) }).length).toBeLessThan(300);
});

test("a schema that may hold itself is asked for its fields like any other", () => {
  const node: v.GenericSchema = v.lazy(() => v.strictObject({ name: v.string(), child: v.exactOptional(node) }));
  expect(() => checkShape(node, { name: "a", child: { name: "b", chld: {} } }, "x")).toThrow(
    "child.chld: unknown field; did you mean child?",
  );
});

describe("of many wrong fields", () => {
  const many = v.strictObject({
    items: v.array(v.pipe(v.string(), v.nonEmpty("must not be empty"))),
    last: v.string(),
  });
  const endOf = (items: readonly unknown[]) => {
    try {
      checkShape(many, { items }, "x");
    } catch (error) {
      return error instanceof Error ? error.message.split("\n").at(-1)?.trim() : "";
    }
    return "accepted";
  };

  test("all are counted, to ten thousand: of more it says that there are at least so many", () => {
    // Eight are shown, and the field that is missing is one.
    expect(endOf(Array(9_998).fill(0))).toBe("and 9991 more");
    expect(endOf(Array(300_000).fill(0))).toBe("and at least 9992 more");
    expect(endOf(Array(300_000).fill(""))).toBe("and at least 9992 more");
  });

  test("one that is far behind what a union did not take at first is found, and the right ones are accepted", () => {
    const either = v.array(v.union([v.number(), v.pipe(v.string(), v.maxLength(1))]));
    const items: unknown[] = Array(50_000).fill("a");
    expect(checkShape(either, items, "x")).toEqual(items);
    expect(() => checkShape(either, [...items, "ab", "cd"], "x")).toThrow('  50000: "ab" was given');
  });
});

test("each problem is told by itself too, with its path and line, a hundred of them", () => {
  const problems = (value: unknown) => {
    try {
      checkShape(v.strictObject({ a: v.array(v.number()) }), value, "x", (path) => path.length);
    } catch (error) {
      return error instanceof UserError ? error.problems : [];
    }
    return [];
  };
  expect(problems({ a: [1, "2"], b: 3 })).toEqual([
    { message: 'a.1: "2" was given; number is allowed', path: ["a", 1], line: 2 },
    { message: "b: unknown field; did you mean a?", path: ["b"], line: 1 },
  ]);
  expect(problems({ a: Array(500).fill("x") })).toHaveLength(100);
});

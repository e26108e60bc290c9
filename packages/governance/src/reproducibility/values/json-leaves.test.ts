import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonLeaves } from "./json-leaves.ts";

describe("the values of a JSON text", () => {
  test("have pointers, and numbers as they stand", () => {
    expect(jsonLeaves('{"a/b": [1.0, {"~": "x"}], "__proto__": 12345678901234567890, "e": [], "n": NaN}')).toEqual([
      { place: "/a~1b/0", text: "1.0", isNumber: true },
      { place: "/a~1b/1/~0", text: '"x"', isNumber: false },
      { place: "/__proto__", text: "12345678901234567890", isNumber: true },
      { place: "/e", text: "[]", isNumber: false },
      { place: "/n", text: "NaN", isNumber: true },
    ]);
  });

  test.each(["", "{", "[1,]", '{"a":1,"a":2}', "1 2", "01", "'x'", '"\n"', "[".repeat(300) + "]".repeat(300), "nul"])(
    "%j is no such text",
    (text) => {
      expect(jsonLeaves(text)).toBeNull();
    },
  );

  test("are not gathered beyond two million", () => {
    expect(jsonLeaves(`[${"0,".repeat(2_000_000)}0]`)).toBeNull();
  });

  test("are those that JSON.parse finds, whatever is there", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.boolean(), (value, isIndented) => {
        const leaves = jsonLeaves(JSON.stringify(value, null, isIndented ? 2 : 0)) ?? [];
        expect(leaves.map(({ text }) => JSON.stringify(JSON.parse(text)))).toEqual(leavesOf(value));
      }),
    );
  });

  test("are found in whatever JSON.parse takes, and in nothing else but NaN, infinities and twice-given keys", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{},:"\\ 0-1.eEtrufalsn\n') }), (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (!isJson) expect(jsonLeaves(text)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});

function leavesOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [JSON.stringify(value)];
  const items = Object.values(value);
  if (items.length === 0) return [JSON.stringify(value)];
  // What tells {"0": 1} from [1]. Such a key comes first.
  const mark = !Array.isArray(value) && Object.hasOwn(value, "0") ? ["{}"] : [];
  return [...mark, ...items.flatMap(leavesOf)];
}

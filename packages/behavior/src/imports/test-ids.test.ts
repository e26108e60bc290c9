import fc from "fast-check";
import { expect, test } from "vitest";
import { testIds } from "./test-ids.ts";

test("names become words with hyphens", () => {
  expect(testIds(["Q & A: yes", "2 typos", "Café crème"])).toEqual(["q-a-yes", "2-typos", "cafe-creme"]);
});

test("names that have the same words are told apart by what does not depend on their order", () => {
  const [one, two, other] = testIds(["a b", "a-b", "c"]);
  expect(one).toMatch(/^a-b-[0-9a-f]{8}$/);
  expect(two).not.toBe(one);
  expect(other).toBe("c");
  expect(testIds(["c", "a-b", "a b"])).toEqual(["c", two, one]);
});

test("every name has an id that a suite allows, and different names have different ids", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "binary", maxLength: 200 })), (names) => {
      const ids = testIds(names);
      for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,79}$/);
      expect(new Set(ids).size).toBe(names.length);
    }),
  );
});

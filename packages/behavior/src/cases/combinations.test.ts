import fc from "fast-check";
import { expect, test } from "vitest";
import { combinations, countCombinations, hasTwice } from "./combinations.ts";

function all(wheels: string[][], combine: "product" | "zip"): string[] {
  return Array.from(combinations(wheels, combine), (words) => words.join(""));
}

test("a product takes each word with each other, the last slot turning fastest", () => {
  expect(all([["a", "b"], ["1"], ["x", "y", "z"]], "product")).toEqual(["a1x", "a1y", "a1z", "b1x", "b1y", "b1z"]);
});

test("zip takes the first words together and ends with the shortest list, as Python's does", () => {
  expect(
    all(
      [
        ["a", "b", "c"],
        ["1", "2"],
      ],
      "zip",
    ),
  ).toEqual(["a1", "b2"]);
  expect(all([["a", "b", "c"]], "zip")).toEqual(["a", "b", "c"]);
});

test("without slots there is one combination, with an empty list none", () => {
  for (const combine of ["product", "zip"] as const) {
    expect(all([], combine)).toEqual([""]);
    expect(all([["a"], []], combine)).toEqual([]);
  }
});

test("a product has as many different combinations as its lists multiply to", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }), (lengths) => {
      const wheels = lengths.map((length) => Array.from({ length }, (_, index) => String(index)));
      const made = all(wheels, "product");
      expect(new Set(made).size).toBe(lengths.reduce((product, length) => product * length, 1));
      expect(made).toHaveLength(countCombinations(wheels, "product"));
    }),
  );
});

test("a word that stands twice is found", () => {
  expect(hasTwice(["a", "b", "a"])).toBe(true);
  expect(hasTwice(["a", "b", "c"])).toBe(false);
  expect(hasTwice([])).toBe(false);
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseAttributes, withPairs } from "./attribute.ts";

test("attributes, declared groups and intersections are read", () => {
  expect(parseAttributes(["sex", "age = young | old", "sex=F|M & age=young|old"])).toEqual([
    { name: "sex", columns: [{ column: "sex", declared: null }] },
    { name: "age", columns: [{ column: "age", declared: ["young", "old"] }] },
    {
      name: "sex & age",
      columns: [
        { column: "sex", declared: ["F", "M"] },
        { column: "age", declared: ["young", "old"] },
      ],
    },
  ]);
});

test.each([
  ["", "it lacks a column"],
  ["=F|M", "it lacks a column"],
  ["sex & ", "it lacks a column"],
  ["sex & sex", "it has a column twice"],
  ["a & b & c & d & e", "it has 5 columns; 4 are allowed"],
  ["sex=F|", "it has an empty or a repeated group"],
  ["sex=F|F", "it has an empty or a repeated group"],
  ["sex=F|M & age", "it names groups of some of its columns; all or none is allowed"],
])("%j is refused: %s", (line, problem) => {
  expect(() => parseAttributes([line])).toThrow(problem);
});

test("an attribute may be given once, in whatever order of its columns", () => {
  expect(() => parseAttributes(["sex & age", "age & sex"])).toThrow('the attribute "age & sex" is given twice');
});

test("pairs are made of all single attributes that are not paired yet", () => {
  const names = withPairs(parseAttributes(["sex=F|M", "age", "race", "age & sex"])).map(({ name }) => name);
  expect(names).toEqual(["sex", "age", "race", "age & sex", "sex & race", "age & race"]);
});

test("any columns without the signs of the grammar are read back", () => {
  const column = fc.stringMatching(/^[^&=|\s]([^&=|]*[^&=|\s])?$/);
  fc.assert(
    fc.property(fc.uniqueArray(column, { minLength: 1, maxLength: 4 }), (columns) => {
      const [attribute] = parseAttributes([columns.join("&")]);
      expect(attribute?.columns.map((one) => one.column)).toEqual(columns);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { categories, columnsOf } from "../../../tables/fixtures/table.ts";
import type { Side } from "../tables/side.ts";
import { groupRows } from "./groups.ts";
import { scopesOf } from "./scopes.ts";
import { parseSliceRequests, sliceLine, sliceQuery } from "./slice.ts";

const sideOf = (columns: Record<string, readonly string[]>): Side => {
  const rows = Object.values(columns)[0]?.length ?? 0;
  const read = Object.fromEntries(Object.entries(columns).map(([name, texts]) => [name, categories(texts)]));
  const ids = Array.from({ length: rows }, (_, row) => `${row}`);
  const table = columnsOf("t.jsonl", ids, read);
  return { name: table.file.name, rows, classes: [], columns: table.columns, weights: null };
};

test("a line is a column, a column with the values that must occur, or columns to intersect", () => {
  const requests = parseSliceRequests(["site", "source : yelp | imdb, and more", "source&language"]);
  expect(requests).toEqual([
    { columns: ["site"], declared: null },
    { columns: ["source"], declared: ["yelp", "imdb, and more"] },
    { columns: ["source", "language"], declared: null },
  ]);
  expect(parseSliceRequests(requests.map(sliceLine))).toEqual(requests);
});

test("what is wrong with a line is named", () => {
  const cases: [string[], RegExp][] = [
    [[""], /lacks a column/],
    [["a & "], /lacks a column/],
    [[": x"], /lacks a column/],
    [["a & a"], /a column twice/],
    [["a & b & c & d & e"], /5 columns; 4 are allowed/],
    [["a & b: x"], /that is for one column alone/],
    [["a: x |"], /an empty or a repeated value/],
    [["a: x | x"], /an empty or a repeated value/],
    [["a", "a: x"], /"a" was given twice/],
    [["a & b", "b & a"], /"a & b" was given twice/],
  ];
  for (const [lines, message] of cases) expect(() => parseSliceRequests(lines), String(lines)).toThrow(message);
});

test("a slice's name keeps columns and values apart whatever they hold", () => {
  expect(
    sliceQuery([
      { column: "a=b", value: "c&d" },
      { column: "e", value: "f" },
    ]),
  ).toBe("a%3Db=c%26d&e=f");
});

test("groups are those of a plain search through the rows, in the order of their values", () => {
  const text = fc.constantFrom("a", "b", "__proto__", "B", "");
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 60 }), (rows) => {
      const columns = ["x", "y", "z"];
      const side = sideOf(
        Object.fromEntries(columns.map((column, index) => [column, rows.map((row) => row[index] ?? "")])),
      );
      const { codes, slices } = groupRows(side, columns);
      const named = (row: number) => slices[codes[row] ?? 0]?.map(({ column, value }) => [column, value]);
      for (const [row, values] of rows.entries()) {
        expect(named(row)).toEqual(columns.map((column, index) => [column, values[index]]));
      }
      const keys = slices.map((slice) => slice.map(({ value }) => value));
      const sorted = [...new Set(rows.map((row) => JSON.stringify(row)))].map((key): string[] => JSON.parse(key));
      sorted.sort((a, b) => {
        const at = a.findIndex((value, index) => value !== b[index]);
        return at < 0 ? 0 : (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
      });
      expect(keys).toEqual(sorted);
    }),
  );
});

test("scopes are all rows, then each slicing's groups, each with its rows ascending", () => {
  const side = sideOf({ source: ["b", "a", "b"], language: ["de", "en", "en"] });
  const scopes = scopesOf(side, parseSliceRequests(["source", "source & language"]));
  expect(scopes.map(({ slice, rows }) => [slice === null ? "" : sliceQuery(slice), [...rows]])).toEqual([
    ["", [0, 1, 2]],
    ["source=a", [1]],
    ["source=b", [0, 2]],
    ["source=a&language=en", [1]],
    ["source=b&language=de", [0]],
    ["source=b&language=en", [2]],
  ]);
});

test("rows that weigh nothing are in no scope, and a group of such rows alone is empty", () => {
  const side = { ...sideOf({ source: ["a", "b", "b", "c"] }), weights: Float64Array.of(2, 0, 0.5, 0) };
  const scopes = scopesOf(side, parseSliceRequests(["source: a | b | c"]));
  expect(scopes.map(({ rows }) => [...rows])).toEqual([[0, 2], [0], [2], []]);
});

test("a declared group without rows is an error, as is a group that is not declared", () => {
  const side = sideOf({ source: ["yelp", "imdb"] });
  const scopes = (line: string) => () => scopesOf(side, parseSliceRequests([line]));
  expect(scopes("source: yelp | imdb")).not.toThrow();
  expect(scopes("source: yelp | imdb | amazon")).toThrow(`t.jsonl has no rows whose "source" is "amazon"`);
  expect(scopes("source: yelp")).toThrow(`"source" is "imdb", which is not among the declared values`);
});

test("a slicing of more than 200 groups is refused", () => {
  const side = sideOf({ id: Array.from({ length: 201 }, (_, row) => `${row}`) });
  expect(() => scopesOf(side, parseSliceRequests(["id"]))).toThrow(`the slice "id" has 201 values; 200 are allowed`);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Row, tableOf } from "../fixtures/table.ts";
import { checkIds, pairRows } from "./pair-rows.ts";

const rowsOf = (...ids: string[]): Row[] => ids.map((id) => [id, "a", "a"]);

test("rows pair by id whatever the order, and ids are told apart by every byte", () => {
  const id = fc.oneof(fc.string({ minLength: 1, unit: "grapheme" }), fc.nat({ max: 50 }).map(String));
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 200 }), fc.infiniteStream(fc.nat()), (ids, keys) => {
      const shuffled = ids
        .map((text) => ({ text, key: keys.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ text }) => text);
      const pairs = pairRows(tableOf("c", rowsOf(...ids)), tableOf("b", rowsOf(...shuffled)));
      expect([...pairs].map((row) => shuffled[row])).toEqual(ids);
    }),
  );
});

test("repeated ids are refused on either side, with their number and up to five of them", () => {
  const repeated = tableOf("b.jsonl", rowsOf("x", "y", "x", "x", "y"));
  expect(() => checkIds(repeated)).toThrow(`b.jsonl repeats ids, in 3 rows: "x", "x", "y"`);
  expect(() => pairRows(tableOf("c", rowsOf("x", "y")), repeated)).toThrow(/^b\.jsonl repeats ids/);
  expect(() => pairRows(tableOf("c.jsonl", rowsOf("x", "x")), tableOf("b", rowsOf("x", "y")))).toThrow(
    /^c\.jsonl repeats ids, in 1 row: "x"/,
  );
  const many = rowsOf(..."abcdefg".split(""), ..."abcdefg".split(""));
  expect(() => checkIds(tableOf("m", many))).toThrow(`in 7 rows: "a", "b", "c", "d", "e" and more`);
});

test("ids of one table only are refused, from both tables at once", () => {
  const act = () => pairRows(tableOf("c.csv", rowsOf("1", "2", "3")), tableOf("b.csv", rowsOf("3", "4", "1", "5")));
  expect(act).toThrow(`1 row of c.csv not in b.csv: ids "2"\n2 rows of b.csv not in c.csv: ids "4", "5"`);
});

test("a row with another label or slice than the baseline's is refused by its id", () => {
  const candidate = tableOf(
    "c",
    [
      ["1", "a", "a", "x"],
      ["2", "a", "a", "x"],
    ],
    ["site"],
  );
  const label = tableOf(
    "b",
    [
      ["1", "a", "a", "x"],
      ["2", "b", "a", "x"],
    ],
    ["site"],
  );
  const slice = tableOf(
    "b",
    [
      ["2", "a", "a", "y"],
      ["1", "a", "a", "x"],
    ],
    ["site"],
  );
  expect(() => pairRows(candidate, label)).toThrow(`c and b differ in "label" in 1 row: ids "2"`);
  expect(() => pairRows(candidate, slice)).toThrow(`c and b differ in "site" in 1 row: ids "2"`);
});

test("names that objects have by nature are ids and labels like any other", () => {
  const rows: Row[] = [
    ["__proto__", "constructor", "toString"],
    ["hasOwnProperty", "toString", "__proto__"],
  ];
  expect([...pairRows(tableOf("c", rows), tableOf("b", rows.toReversed()))]).toEqual([1, 0]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Row, tableOf } from "../fixtures/table.ts";
import { align } from "./align.ts";
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
      expect([...(pairs ?? [])].map((row) => shuffled[row])).toEqual(ids);
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
  expect(() => align(candidate, label, ["label", "site"])).toThrow(`c and b differ in "label" in 1 row: ids "2"`);
  expect(() => align(candidate, slice, ["label", "site"])).toThrow(`c and b differ in "site" in 1 row: ids "2"`);
});

test("names that objects have by nature are ids and labels like any other", () => {
  const rows: Row[] = [
    ["__proto__", "constructor", "toString"],
    ["hasOwnProperty", "toString", "__proto__"],
  ];
  expect(pairRows(tableOf("c", rows), tableOf("b", rows.toReversed()))).toEqual(Int32Array.of(1, 0));
});

test("tables that share their ids, as readers of equal rows give them, pair row by row; but repeated ids are still found", () => {
  const candidate = tableOf("c", rowsOf("1", "2"));
  expect(pairRows(candidate, { ...tableOf("b", rowsOf("1", "2")), ids: candidate.ids })).toBeNull();
  const repeated = tableOf("c", rowsOf("1", "1"));
  expect(() => pairRows(repeated, { ...tableOf("b", rowsOf("1", "1")), ids: repeated.ids })).toThrow(/^c repeats ids/);
});

test("a column that only one table has, such as a weight, is a difference", () => {
  const [candidate, baseline] = [tableOf("c", [["1", "a", "a", "x"]], ["site"]), tableOf("b", [["1", "a", "a"]])];
  expect(() => align(candidate, baseline, ["site"])).toThrow(`c has the column "site", b has not`);
  expect(() => align(baseline, candidate, ["site"])).toThrow(`c has the column "site", b has not`);
  expect(align(candidate, baseline, ["weight"]).baseline?.rows).toBe(1);
});

test("the baseline's rows take the candidate's order", () => {
  const candidate = tableOf("c", rowsOf("1", "2", "3"));
  const baseline = tableOf("b", [
    ["3", "a", "z"],
    ["1", "a", "x"],
    ["2", "a", "y"],
  ]);
  const column = align(candidate, baseline, ["label"]).baseline?.columns.get("prediction");
  if (column?.kind !== "category") throw new Error("no predictions");
  expect([...column.codes].map((code) => column.values[code])).toEqual(["x", "y", "z"]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { repeatedRows } from "./repeated-rows.ts";
import type { IdColumn } from "./table.ts";

test("rows whose id came before are found, in their order", () => {
  const id = fc.constantFrom("a", "b", "ab", "é", "__proto__", "row-1", "row-10");
  fc.assert(
    fc.property(fc.array(id), (ids) => {
      const expected = [...ids.keys()].filter((row) => ids.indexOf(ids[row] ?? "a") < row);
      expect(repeatedRows(columnOf(ids))).toEqual(expected);
    }),
  );
});

test("of many ids that differ, some of whose hashes agree by chance, none is repeated", () => {
  // Of 300,000 hashes of 32 bits, ten pairs or so are equal.
  const ids = Array.from({ length: 300_000 }, (_, row) => `row-${row}`);
  expect(repeatedRows(columnOf(ids))).toEqual([]);
  expect(repeatedRows(columnOf([...ids, "row-7"]))).toEqual([300_000]);
});

function columnOf(ids: readonly string[]): IdColumn {
  const bytes = Buffer.from(ids.join(""));
  let end = 0;
  return { bytes, ends: Uint32Array.from(ids, (id) => (end += Buffer.byteLength(id))) };
}

import { saltedHash } from "@airworthy/personal-data";
import { expect, test } from "vitest";
import { HASH, rowOf } from "../../fixtures/rows.ts";
import { reviewerName } from "../row/read-row.ts";
import { joinTombstones, tombstoneOf, withoutRemoved } from "./remove.ts";

const ROWS = [
  rowOf(1),
  rowOf(2, { reviewer: "Bo-Lee" }),
  rowOf(3, { reviewer: reviewerName("cy", HASH) }),
  rowOf(4, { reviewer: null }),
];

const left = (...removals: Parameters<typeof tombstoneOf>[0][]) =>
  withoutRemoved(
    ROWS,
    removals.map((removal) => tombstoneOf(removal, HASH)),
    HASH,
  ).map((row) => ROWS.indexOf(row) + 1);

test("a row goes by its id, a person's rows by the login however it is cased, or by the pseudonym", () => {
  expect(left({ row: rowOf(1).id })).toEqual([2, 3, 4]);
  expect(left({ reviewer: "bo-lee" })).toEqual([1, 3, 4]);
  expect(left({ reviewer: "CY" })).toEqual([1, 2, 4]);
  expect(left({ reviewer: reviewerName("cy", HASH) })).toEqual([1, 2, 4]);
  expect(left({ row: rowOf(1).id }, { reviewer: "bo-lee" }, { reviewer: "cy" })).toEqual([4]);
  expect(left()).toEqual([1, 2, 3, 4]);
});

test("a tombstone tells nobody whom it is of, and another salt does not know it", () => {
  const tombstone = tombstoneOf({ reviewer: "Bo-Lee" }, HASH);
  expect(JSON.stringify(tombstone).toLowerCase()).not.toContain("bo");
  const other = saltedHash(new Uint8Array(16));
  expect(withoutRemoved(ROWS, [tombstone], other).length).toBe(4);
});

test("lists of tombstones join as sets", () => {
  const [one, two] = [tombstoneOf({ reviewer: "a" }, HASH), tombstoneOf({ row: rowOf(1).id }, HASH)];
  expect(joinTombstones([one, two], [one])).toEqual(joinTombstones([two], [one, two]));
  expect(joinTombstones([one], [one]).length).toBe(1);
});

test("what cannot be removed is refused without being named", () => {
  expect(() => tombstoneOf({ row: "jane@example.org" }, HASH)).toThrow(/^(?!.*jane).*16 hexadecimal digits/);
  expect(() => tombstoneOf({ reviewer: " " }, HASH)).toThrow(/0 characters/);
});

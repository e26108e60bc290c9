import { createRandom } from "@airworthy/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleTable } from "../example-table.ts";
import { createClosenessOf } from "./closeness.ts";
import { createKeyNames } from "./key-names.ts";
import { measureRelease } from "./measure-release.ts";

const GATE = { limits: [], minimum: 1, critical: false };
const options = (quasiIdentifiers: readonly string[], sensitive: readonly string[]) => {
  return { level: 0.95, gateOf: () => GATE, quasiIdentifiers, sensitive };
};

/** Two classes of three rows. */
const TABLE = {
  zip: ["A", "A", "A", "B", "B", "B"],
  disease: ["flu", "flu", "cold", "flu", "cold", "hiv"],
  visits: [1, 1, 3, 2, 3, 3],
};

function valuesOf(table: Parameters<typeof exampleTable>[0], quasi: readonly string[], sensitive: readonly string[]) {
  const { measures } = measureRelease(exampleTable(table), null, options(quasi, sensitive));
  return new Map(measures.map(({ metric, candidate }) => [metric, candidate?.value]));
}

describe("by hand", () => {
  test("a category: two classes of three", () => {
    const values = valuesOf(TABLE, ["zip"], ["disease"]);
    expect(values.get("k-anonymity")).toBe(3);
    expect(values.get("l-diversity")).toBe(2);
    // A has two flus of three: 3 / 2^(2/3).
    expect(values.get("entropy-l-diversity")).toBeCloseTo(3 / 2 ** (2 / 3), 12);
    // A: two flus over one cold; B: one over the two others.
    expect(values.get("recursive-diversity-c")).toBeCloseTo(2, 12);
    // In either class one sixth of the rows has another disease than in the table.
    expect(values.get("t-closeness")).toBeCloseTo(1 / 6, 12);
    // HIV is twice as frequent in B.
    expect(values.get("basic-beta-likeness")).toBeCloseTo(1, 12);
    expect(values.get("enhanced-beta-likeness")).toBeCloseTo(1, 12);
    expect(values.get("delta-disclosure")).toBeCloseTo(Math.LN2, 12);
  });

  test("a number is ordered: cumulative shares 2/3, 2/3, 1 against 1/3, 1/2, 1 are a quarter apart", () => {
    expect(valuesOf(TABLE, ["zip"], ["visits"]).get("t-closeness")).toBeCloseTo(0.25, 12);
  });

  test("numbers may be quasi-identifiers, alone and with others", () => {
    expect(valuesOf(TABLE, ["visits"], []).get("k-anonymity")).toBe(1);
    expect(valuesOf(TABLE, ["zip", "visits"], []).get("k-anonymity")).toBe(1);
  });
});

test("the salaries of the t-closeness paper are 0.375 and 0.167 from the whole", () => {
  // Li, Li and Venkatasubramanian 2007, section 5: {3k, 4k, 5k} and {6k, 8k, 11k} of 3k … 11k.
  const closenessOf = createClosenessOf(new Float64Array(9).fill(1 / 9), true);
  const distanceOf = (...values: number[]) =>
    closenessOf({ size: 3, values: Uint32Array.from(values), counts: Float64Array.of(1, 1, 1) });
  expect(distanceOf(0, 1, 2)).toBeCloseTo(0.375, 12);
  expect(distanceOf(3, 5, 8)).toBeCloseTo(1 / 6, 12);
});

test("the distances are those of their definitions, over all values", () => {
  const counts = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(counts, fc.boolean(), (pairs, isOrdered) => {
      const own = pairs.map(([count]) => count);
      const all = pairs.map(([count, others]) => count + others + 1);
      const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
      if (sum(own) === 0) return;
      const shares = Float64Array.from(all, (count) => count / sum(all));
      const classShares = own.map((count) => count / sum(own));
      const gaps = classShares.map((share, value) => share - (shares[value] ?? 0));
      const cumulative = gaps.map((_, value) => sum(gaps.slice(0, value + 1)));
      const expected = isOrdered ? sum(cumulative.map(Math.abs)) / (own.length - 1) : sum(gaps.map(Math.abs)) / 2;
      const values = Uint32Array.from(own.flatMap((count, value) => (count > 0 ? [value] : [])));
      const counts = Float64Array.from(values, (value) => own[value] ?? 0);
      expect(createClosenessOf(shares, isOrdered)({ size: sum(own), values, counts })).toBeCloseTo(expected, 12);
    }),
  );
});

test("the order of the rows changes nothing", () => {
  const random = createRandom(1);
  const rows = Array.from({ length: 200 }, () => [random.integer(4), random.integer(3), random.integer(5)]);
  const tableOf = (list: readonly (readonly number[])[]) => ({
    zip: list.map(([zip]) => `z${zip}`),
    age: list.map(([, age]) => age ?? 0),
    disease: list.map(([, , disease]) => `d${disease}`),
  });
  const there = valuesOf(tableOf(rows), ["zip", "age"], ["disease"]);
  const back = valuesOf(tableOf(rows.toReversed()), ["zip", "age"], ["disease"]);
  for (const [metric, value] of there) expect(back.get(metric)).toBeCloseTo(value ?? Number.NaN, 12);
});

test("keys are named in the order in which they first come, few or many", () => {
  const keys = fc.array(fc.oneof(fc.nat(5), fc.nat(), fc.constant(2 ** 53 - 1), fc.constant(2 ** 32)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(keys, (list) => {
      const names = createKeyNames(2 ** 53, list.length);
      const firsts = [...new Set(list)];
      expect(list.map((key) => names.nameOf(key))).toEqual(list.map((key) => firsts.indexOf(key)));
      expect(names.count()).toBe(firsts.length);
    }),
  );
  const few = createKeyNames(10, 4);
  expect([9, 0, 9, 3].map((key) => few.nameOf(key))).toEqual([0, 1, 0, 2]);
});

test("a class with one value has no recursive diversity, and says so", () => {
  const { measures } = measureRelease(
    exampleTable({ zip: ["A"], disease: ["flu"] }),
    null,
    options(["zip"], ["disease"]),
  );
  const recursive = measures.find(({ metric }) => metric === "recursive-diversity-c");
  expect(recursive).toMatchObject({ candidate: null, note: "A class with one value has no diversity." });
});

test("a table without rows has no figures", () => {
  const empty = exampleTable({ zip: [], disease: [] });
  const { measures, tables } = measureRelease(empty, null, options(["zip"], ["disease"]));
  expect(measures.map(({ candidate }) => candidate)).toEqual(measures.map(() => null));
  expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([[null], [null], [null], [null], [null]]);
});

test("a release is compared with the one before, of other rows", () => {
  const before = exampleTable({ ...TABLE, zip: ["A", "A", "A", "A", "A", "A"] });
  const { measures, tables } = measureRelease(exampleTable(TABLE), before, options(["zip"], ["disease"]));
  expect(measures[0]).toMatchObject({ metric: "k-anonymity", difference: { estimate: -3, low: -3, high: -3 } });
  expect(tables[0]?.rows[1]).toMatchObject({ label: "2 to 4 rows", n: 6, cells: [{ value: 1 }, { value: 0 }] });
  expect(tables[0]?.rows[2]).toMatchObject({ label: "5 to 9 rows", n: 0, cells: [{ value: 0 }, { value: 1 }] });
});

test.each([
  [[], ["disease"], "no quasi-identifier"],
  [["zip"], ["zip"], '"zip" was given twice'],
  [["constructor"], ["disease"], 'no column "constructor"'],
])("quasi-identifiers %j, sensitive %j: %s", (quasi, sensitive, message) => {
  expect(() => measureRelease(exampleTable(TABLE), null, options(quasi, sensitive))).toThrow(message);
});

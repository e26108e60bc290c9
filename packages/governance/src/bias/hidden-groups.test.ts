import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseAttributes } from "./attribute.ts";
import { exampleTable } from "./example-table.ts";
import { everyone, groupRows } from "./groups.ts";
import { hiddenGroups } from "./hidden-groups.ts";

const BELOW = 5;

/** Rows as "sex age region", how often each; the names of the groups that are hidden. */
function hiddenOf(cells: Readonly<Record<string, number>>, attributes: readonly string[]) {
  const rows = Object.entries(cells).flatMap(([cell, count]) =>
    new Array<readonly string[]>(count).fill(cell.split(" ")),
  );
  const column = (at: number) => rows.map((row) => row[at] ?? "");
  const table = exampleTable({ sex: column(0), age: column(1), region: column(2) });
  const groupings = [
    everyone(rows.length),
    ...parseAttributes(attributes).map((one) => groupRows(table, one, undefined)),
  ];
  const hidden = hiddenGroups(groupings, BELOW);
  const names = groupings.flatMap(({ groups }, at) =>
    groups.flatMap(({ value }, g) => (hidden[at]?.has(g) ? [value] : [])),
  );
  return { names, groupings, hidden };
}

test("groups of five rows are told, and then all are", () => {
  expect(hiddenOf({ "F o": 50, "M o": 5 }, ["sex"]).names).toEqual([]);
});

test("where one group alone is small the next smallest is hidden too: else it is the total without the others", () => {
  expect(hiddenOf({ "F o": 50, "M o": 60, "X o": 4 }, ["sex"]).names).toEqual(["F", "X"]);
  expect(hiddenOf({ "F o": 50, "M o": 1 }, ["sex"]).names).toEqual(["F", "M"]);
});

test("small groups are hidden until there are five rows among them: their total is a group too", () => {
  expect(hiddenOf({ "A o": 1, "B o": 2, "C o": 9, "D o": 50 }, ["sex"]).names).toEqual(["A", "B", "C"]);
  expect(hiddenOf({ "A o": 2, "B o": 3, "C o": 9, "D o": 50 }, ["sex"]).names).toEqual(["A", "B"]);
});

test("in intersections the margins that are told are looked at too", () => {
  const cells = { "F o": 3, "F y": 97, "M o": 60, "M y": 40 };
  // F o is F without F y, and old without M o; M y then is M without M o, which F y and M o would give away.
  expect(hiddenOf(cells, ["sex", "age", "sex & age"]).names).toEqual(["F & o", "F & y", "M & o", "M & y"]);
  const wider = { ...cells, "F m": 30, "M m": 20 };
  expect(hiddenOf(wider, ["sex", "age", "sex & age"]).names).toEqual(["F & m", "F & o", "M & m", "M & o"]);
});

test("of a hidden group every part is hidden", () => {
  const { names } = hiddenOf({ "X o": 2, "F o": 30, "F y": 40, "M o": 50, "M y": 60 }, ["sex", "sex & age"]);
  expect(names).toEqual(["F", "X", "F & o", "F & y", "X & o"]);
});

test("columns that others add up to are looked at too: countries are a region's parts", () => {
  const cells = { "EU FR": 60, "EU DE": 40, "EU LU": 4, "AF TG": 6, "AF GH": 80 };
  expect(hiddenOf(cells, ["sex"]).names).toEqual([]);
  // LU is EU without FR and DE, if those are told; of all countries together TG alone would hide it.
  expect(hiddenOf(cells, ["age"]).names).toEqual(["LU", "TG"]);
  expect(hiddenOf(cells, ["sex", "age"]).names).toEqual(["DE", "LU"]);
});

test("one region is made of whole countries, though another is not", () => {
  const cells = { "EU FR": 60, "EU LU": 4, "EU DE": 40, "AF GH": 80, "AF TR": 6, "AS TR": 30, "AS JP": 50 };
  expect(hiddenOf(cells, ["sex", "age"]).names).toEqual(["DE", "LU"]);
});

test("of fewer than five rows in all nothing is told, and of everyone neither", () => {
  expect(hiddenOf({ "F o": 3 }, ["sex"]).names).toEqual(["everyone", "F"]);
  expect(hiddenOf({ "F o": 2, "M o": 2 }, ["sex"]).names).toEqual(["everyone", "F", "M"]);
  expect(hiddenOf({ "F o": 2, "M o": 3 }, ["sex"]).names).toEqual(["F", "M"]);
});

/** Of every group that is made of whole groups of another grouping: whether it is hidden, and which of those are. */
function marginsOf({ groupings, hidden }: ReturnType<typeof hiddenOf>) {
  const rowsIn = ({ codes }: (typeof groupings)[number], group: number) =>
    [...codes.keys()].filter((row) => codes[row] === group);
  return groupings.flatMap((of, coarse) =>
    groupings.flatMap((parts, fine) =>
      [...of.groups.keys()].flatMap((group) => {
        const own = new Set(rowsIn(of, group));
        const members = [...new Set([...own].map((row) => parts.codes[row] ?? 0))];
        const isWhole = members.every((member) => rowsIn(parts, member).every((row) => own.has(row)));
        const unseen = members.filter((member) => hidden[fine]?.has(member));
        const rows = unseen.reduce((sum, member) => sum + (parts.groups[member]?.rows ?? 0), 0);
        const isHidden = hidden[coarse]?.has(group) ?? false;
        return isWhole && fine !== coarse ? [{ isHidden, all: members.length, unseen: unseen.length, rows }] : [];
      }),
    ),
  );
}

/**
 * The hidden groups that are a sum of told ones times numbers, so that their values are too: told groups, as rows of a matrix with
 * a column for each row of the table, in echelon form; a hidden group that this reduces to nothing is such a sum.
 */
function solvable({ groupings, hidden }: ReturnType<typeof hiddenOf>): string[] {
  const vectors = groupings.flatMap(({ codes, groups }, at) =>
    groups.map(({ value }, group) => ({
      value,
      isHidden: hidden[at]?.has(group) ?? false,
      vector: [...codes].map((code) => Number(code === group)),
    })),
  );
  const echelon: { readonly pivot: number; readonly vector: readonly number[] }[] = [];
  const reduced = (vector: readonly number[]) =>
    echelon.reduce((left, { pivot, vector: other }) => {
      const factor = (left[pivot] ?? 0) / (other[pivot] ?? 1);
      return factor === 0 ? left : left.map((value, index) => value - factor * (other[index] ?? 0));
    }, vector);
  for (const { isHidden, vector } of vectors) {
    const left = isHidden ? [] : reduced(vector);
    const pivot = left.findIndex((value) => Math.abs(value) > 1e-9);
    if (pivot >= 0) echelon.push({ pivot, vector: left });
  }
  return vectors.flatMap(({ isHidden, value, vector }) =>
    isHidden && reduced(vector).every((left) => Math.abs(left) < 1e-9) ? [value] : [],
  );
}

const ATTRIBUTES = ["sex", "age", "sex & age"];
const anyCells = fc.dictionary(
  fc.tuple(fc.constantFrom("F", "M", "X"), fc.constantFrom("o", "m", "y")).map((one) => one.join(" ")),
  fc.integer({ min: 1, max: 12 }),
  { minKeys: 1, noNullPrototype: true },
);

test("no total that is told gives a hidden group away, whatever the sizes", () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      for (const { isHidden, all, unseen, rows } of marginsOf(hiddenOf(cells, ATTRIBUTES))) {
        expect(isHidden ? unseen === all : unseen === 0 || (unseen > 1 && rows >= BELOW)).toBe(true);
      }
    }),
  );
});

test("several sums together give nothing away either", () => {
  const f = { "F y": 20, "F m": 20, "F o": 40, "F k": 20 };
  const m = { "M y": 40, "M m": 20, "M o": 20, "M k": 40 };
  const x = { "X y": 2, "X m": 30, "X o": 40, "X k": 2 };
  const y = { "Y y": 40, "Y m": 20, "Y o": 2, "Y k": 30 };
  const { names } = hiddenOf({ ...f, ...m, ...x, ...y }, ATTRIBUTES);
  // Of X without o three are hidden. With F told but for y and k, X y and X k are y and k without F's: that leaves X m.
  expect(names).toEqual(expect.arrayContaining(["F & k", "F & y", "X & k", "X & m", "X & y"]));
  expect(names).toContain("F & m");
});

test("nor do sums that intersections have in common, though no attribute tells them", () => {
  const cells = { "F o N": 2, "F o S": 1, "M o N": 30, "M o S": 40, "F y N": 6, "M y N": 50, "M y S": 60 };
  expect(hiddenOf(cells, ["sex & age"]).names).toEqual(["F & o", "F & y"]);
  // All who are old are those of "o & N" and "o & S", whatever their sex.
  expect(hiddenOf(cells, ["sex & age", "age & region"]).names).toEqual(["F & o", "M & o"]);
});

test("no hidden group follows from all that is told, whatever the sizes", () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      expect(solvable(hiddenOf(cells, ATTRIBUTES))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("every small group is hidden, and the order of rows changes nothing", () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const { groupings, names } = hiddenOf(cells, ATTRIBUTES);
      const small = groupings.flatMap(({ groups }) =>
        groups.filter(({ rows }) => rows < BELOW).map(({ value }) => value),
      );
      expect(names).toEqual(expect.arrayContaining(small));
      expect(hiddenOf(Object.fromEntries(Object.entries(cells).reverse()), ATTRIBUTES).names).toEqual(names);
    }),
  );
});

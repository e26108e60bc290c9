import { expect, test } from "vitest";
import { rosterOf } from "../../fixtures/roster.ts";
import { type Attribute, attributeOf } from "./attributes.ts";
import { criterionOf, imbalanceOf } from "./imbalance.ts";

const ROWS = Uint32Array.of(0, 1, 2, 3);
const HALVES = { arms: Uint8Array.of(0, 0, 1, 1), counts: [2, 2] };

function attribute(values: readonly (number | string)[], rows = ROWS): Attribute {
  const ids = values.map((_, index) => `u${index}`);
  const column = rosterOf(ids, { a: values }).columns.get("a");
  if (column === undefined) throw new Error("there is a column");
  return attributeOf("a", column, rows);
}

test("of a number it is the difference of means in standard deviations", () => {
  // By hand: means 1.5 and 3.5 of 1, 2, 3, 4, whose deviation is sqrt(5/4).
  const found = imbalanceOf(attribute([1, 2, 3, 4]), HALVES);
  expect(found).toMatchObject({ name: "a", kind: "numeric", share: null, cramersV: null });
  expect(found.standardised).toBeCloseTo(2 / Math.sqrt(1.25), 14);
  expect(imbalanceOf(attribute([7, 7, 7, 7]), HALVES).standardised).toBe(0);
  // A large number that all have in common takes none of the digits.
  expect(imbalanceOf(attribute([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4]), HALVES).standardised).toBeCloseTo(1.788854, 5);
});

test.each([1e-300, 1e200, 4e307])("numbers such as %d are as unlike as they are", (unit) => {
  const values = [1, 2, 3, 4].map((value) => value * unit);
  expect(imbalanceOf(attribute(values), HALVES).standardised).toBeCloseTo(2 / Math.sqrt(1.25), 10);
  // By hand: means -unit and unit, whose deviation is unit.
  expect(imbalanceOf(attribute([-unit, -unit, unit, unit]), HALVES).standardised).toBe(2);
});

test("of groups it is the largest difference of shares, and Cramér's V", () => {
  // By hand: shares of x are 1 and 1/2, of all 3/4; chi-square of 2, 0, 1, 1 is 4/3 with 4 users.
  const found = imbalanceOf(attribute(["x", "x", "x", "y"]), HALVES);
  expect(found.share).toBe(0.5);
  expect(found.standardised).toBeCloseTo(0.5 / Math.sqrt(3 / 16), 12);
  expect(found.cramersV).toBeCloseTo(Math.sqrt(1 / 3), 12);
  expect(imbalanceOf(attribute(["x", "x", "x", "x"]), HALVES)).toMatchObject({
    standardised: 0,
    share: 0,
    cramersV: 0,
  });
  expect(imbalanceOf(attribute(["x", "x", "y", "y"]), HALVES)).toMatchObject({ share: 1, cramersV: 1 });
});

test("only those that take part count", () => {
  const some = attribute([1, 100, 2, 3, 4], Uint32Array.of(0, 2, 3, 4));
  expect(imbalanceOf(some, HALVES).standardised).toBeCloseTo(2 / Math.sqrt(1.25), 14);
});

test("an assignment is judged by its worst attribute, and one with an empty arm is none", () => {
  const attributes = [attribute([1, 2, 3, 4]), attribute(["x", "y", "x", "y"])];
  expect(criterionOf(attributes, HALVES)).toBeCloseTo(2 / Math.sqrt(1.25), 14);
  const lopsided = { arms: Uint8Array.of(0, 0, 0, 0), counts: [4, 0] };
  expect(criterionOf(attributes, lopsided)).toBe(Number.POSITIVE_INFINITY);
});

test("a column of names is no attribute", () => {
  const names = Array.from({ length: 201 }, (_, index) => `n${index}`);
  expect(() => attribute(names)).toThrow(/"a" has 201 different values; 200 are allowed/);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { clusterStandardError } from "../clusters.ts";
import { estimateOf } from "./arm.ts";
import { rowsByUnit } from "./rows-by-unit.ts";
import { ratioOfUnits } from "./unit-sums.ts";

test("rows are added up by user, and users without any do not count", () => {
  // User 0 has 1 and 2, user 2 has 5.
  expect(rowsByUnit([1, 5, 2], [0, 2, 0], 3)).toEqual({
    units: 2,
    sum: 8,
    squares: 34,
    otherSum: 3,
    otherSquares: 5,
    products: 11,
  });
});

test("the mean of the rows has the cluster-robust error", () => {
  const rows = fc.array(fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.nat(4)), { minLength: 5 });
  fc.assert(
    fc.property(rows, (some) => {
      const [values, codes] = [some.map(([value]) => value), some.map(([, code]) => code)];
      const robust = clusterStandardError(values, codes, 5);
      fc.pre(robust > 1e-3);
      expect(estimateOf(ratioOfUnits(rowsByUnit(values, codes, 5))).squaredError / robust ** 2).toBeCloseTo(1, 6);
    }),
  );
});

test("a row of no user is refused", () => {
  expect(() => rowsByUnit([1], [3], 3)).toThrow(RangeError);
});

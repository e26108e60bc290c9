import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isNear, parseTolerances, toleranceFor } from "./tolerance.ts";

describe("tolerance lines", () => {
  test("state one for all, and others for some; the first that names a file holds", () => {
    const lines = parseTolerances(["1e-6", "*.json: rel=1e-3", "metrics.json: abs=0.5 rel=.1"]);
    expect(toleranceFor("weights.npy", lines)).toEqual({ absolute: 1e-6, relative: 1e-6 });
    expect(toleranceFor("metrics.json", lines)).toEqual({ absolute: 0, relative: 1e-3 });
    expect(toleranceFor("a.csv", parseTolerances(["*.json: abs=1"]))).toBeNull();
  });

  test.each([
    "",
    "x",
    "-1",
    "NaN",
    "1e400",
    "*.json:",
    "*.json: abs",
    "*.json: abs=x",
    "a: abs=1 abs=2",
    "a: rel=2",
    "/a: abs=1",
  ])("%j is refused", (line) => {
    expect(() => parseTolerances([line])).toThrow(/tolerance: /);
  });

  test("that are given twice are refused", () => {
    expect(() => parseTolerances(["1", "0"])).toThrow("all files have two lines");
    expect(() => parseTolerances(["a: abs=1", "a: rel=1"])).toThrow('"a" has two lines');
  });
});

describe("nearness", () => {
  const tolerance = { absolute: 1e-9, relative: 1e-3 };

  // Python 3.13: math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-9).
  test.each([
    [1000, 1001, true],
    [1000, 1001.1, false],
    [0, 1e-9, true],
    [0, 1.1e-9, false],
    [-1, 1, false],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false],
    [Number.POSITIVE_INFINITY, 1e308, false],
    [Number.NaN, 1, false],
  ])("of %d and %d is %s, as Python's isclose has it", (a, b, expected) => {
    expect(isNear(a, b, tolerance)).toBe(expected);
  });

  test("of a NaN that came again holds, unlike in Python: it was reproduced", () => {
    expect(isNear(Number.NaN, Number.NaN, tolerance)).toBe(true);
  });

  test("does not depend on the order of the two, and a number is always near itself", () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (a, b) => {
        expect(isNear(a, b, tolerance)).toBe(isNear(b, a, tolerance));
        expect(isNear(a, a, { absolute: 0, relative: 0 })).toBe(true);
      }),
    );
  });
});

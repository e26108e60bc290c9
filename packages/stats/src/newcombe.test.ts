import fc from "fast-check";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { newcombeDifference, newcombePaired } from "./newcombe.ts";

test("Newcombe's published intervals of independent proportions come out", () => {
  // Statistics in Medicine 17 (1998), pp. 873-890, table II, method 10.
  for (const [a, nA, b, nB, low, high] of [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ] as const) {
    const interval = newcombeDifference(a, nA, b, nB, 0.95);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  }
  conforms({
    area: "Statistics",
    claim: "intervals of a difference of proportions",
    peer: "Newcombe (1998), table II",
    cases: assertionsMade(),
  });
});

test("the published interval of paired proportions comes out: airway hyper-responsiveness of 21 children", () => {
  // Fagerland, Lydersen, Laake, Statistics in Medicine 33 (2014): both 1, before only 1, after only 7, neither 12.
  const { low, high } = newcombePaired(1, 1, 7, 12, 0.95);
  expect(low).toBeCloseTo(-0.507, 3);
  expect(high).toBeCloseTo(-0.026, 3);
  conforms({
    area: "Statistics",
    claim: "intervals of paired proportions",
    peer: "Fagerland, Lydersen and Laake (2014)",
    cases: assertionsMade(),
  });
});

test("without correlation the pairs' interval squares and adds the two Wilson intervals", () => {
  // By hand: Wilson of 50 in 100 is 0.5 -+ 0.0961685, and sqrt(2) times that is 0.136003.
  const { low, high } = newcombePaired(25, 25, 25, 25, 0.95);
  expect(low).toBeCloseTo(-0.136003, 6);
  expect(high).toBeCloseTo(0.136003, 6);
});

test("correlation narrows it: by hand, with phi = (ad - bc - n/2) / sqrt of the margins' product", () => {
  // a = 40, b = 10, c = 10, d = 40: phi = (1600 - 100 - 50) / 2500 = 0.58; 0.0961685 * sqrt(2 - 2 * 0.58) = 0.088140.
  const { low, high } = newcombePaired(40, 10, 10, 40, 0.95);
  expect(low).toBeCloseTo(-0.08814, 5);
  expect(high).toBeCloseTo(0.08814, 5);
});

test("of no cases nothing is known", () => {
  expect(newcombePaired(0, 0, 0, 0, 0.95)).toEqual({ low: -1, high: 1 });
  expect(newcombeDifference(0, 0, 3, 5, 0.95)).toEqual({ low: -1, high: 1 });
  expect(newcombeDifference(3, 5, 0, 0, 0.95)).toEqual({ low: -1, high: 1 });
});

const count = fc.nat(500);

test("of pairs it holds the difference, stays in [-1, 1], and turns around when the sides change places", () => {
  fc.assert(
    fc.property(count, count, count, count, (both, a, b, neither) => {
      fc.pre(both + a + b + neither > 0);
      const { low, high } = newcombePaired(both, a, b, neither, 0.95);
      const difference = (a - b) / (both + a + b + neither);
      expect(-1 <= low && low <= difference + 1e-12 && difference - 1e-12 <= high && high <= 1).toBe(true);
      const turned = newcombePaired(both, b, a, neither, 0.95);
      expect(turned.low).toBeCloseTo(-high, 9);
      expect(turned.high).toBeCloseTo(-low, 9);
    }),
  );
});

test("of independent counts likewise, and it is that of uncorrelated pairs", () => {
  fc.assert(
    fc.property(count, count, count, count, (a, notA, b, notB) => {
      fc.pre(a + notA > 0 && b + notB > 0);
      const { low, high } = newcombeDifference(a, a + notA, b, b + notB, 0.95);
      const difference = a / (a + notA) - b / (b + notB);
      expect(-1 <= low && low <= difference + 1e-12 && difference - 1e-12 <= high && high <= 1).toBe(true);
      const turned = newcombeDifference(b, b + notB, a, a + notA, 0.95);
      expect(turned.low).toBeCloseTo(-high, 9);
      expect(turned.high).toBeCloseTo(-low, 9);
    }),
  );
});

test("counts and confidences that cannot be are refused", () => {
  for (const bad of [-1, 0.5, Number.NaN]) {
    expect(() => newcombePaired(bad, 3, 3, 3, 0.95)).toThrow(RangeError);
    expect(() => newcombePaired(3, bad, 3, 3, 0.95)).toThrow(RangeError);
    expect(() => newcombeDifference(bad, 3, 3, 3, 0.95)).toThrow(RangeError);
  }
  expect(() => newcombePaired(5, -1, 2, 2, 0.95)).toThrow(RangeError);
  expect(() => newcombeDifference(4, 3, 1, 3, 0.95)).toThrow(RangeError);
  for (const confidence of [0, 1, Number.NaN]) expect(() => newcombePaired(1, 1, 1, 1, confidence)).toThrow(RangeError);
});

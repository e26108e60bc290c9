import { describe, expect, test } from "vitest";
import { type Arm, difference, estimateOf, relativeDifference } from "./arm.ts";

const NOTHING = { squaredError: Number.POSITIVE_INFINITY, units: 0 };

function arm(value: number, unitVariance: number, units: number): Arm {
  return { value, unitVariance, units };
}

test("a mean's squared error is the variance of a unit by the units", () => {
  expect(estimateOf(arm(3, 8, 4))).toEqual({ estimate: 3, squaredError: 2, units: 4 });
});

describe("a difference", () => {
  test("adds the squared errors, and its clock counts all units of an even split", () => {
    expect(difference(arm(5, 3, 50), arm(4, 1, 50))).toEqual({ estimate: 1, squaredError: 0.08, units: 100 });
  });

  test("has a clock that runs as its error shrinks, however the share changes", () => {
    // 1 / squaredError is what is known; by hand, 5 of 100 know 1 / (2/5 + 2/95) = 2.375 and 50 of 145 know 16.4.
    const few = difference(arm(0, 2, 5), arm(0, 2, 95));
    const more = difference(arm(0, 2, 50), arm(0, 2, 95));
    expect(few.units).toBeCloseTo(19, 12);
    expect(few.units * few.squaredError).toBeCloseTo(more.units * more.squaredError, 12);
  });

  test.each([
    ["units that are all alike", arm(1, 0, 10), arm(1, 0, 10)],
    ["no units", arm(Number.NaN, Number.POSITIVE_INFINITY, 0), arm(1, 1, 10)],
    ["an unknown variance", arm(1, Number.POSITIVE_INFINITY, 1), arm(1, 1, 10)],
    ["a value that is none", arm(Number.NaN, 1, 10), arm(1, 1, 10)],
  ])("knows nothing of %s", (_, candidate, baseline) => {
    expect(difference(candidate, baseline)).toMatchObject(NOTHING);
  });
});

describe("a relative difference", () => {
  test("is of the baseline's magnitude, so that its sign is that of the difference", () => {
    expect(relativeDifference(arm(-3, 1, 10), arm(-4, 1, 10)).estimate).toBe(0.25);
    expect(relativeDifference(arm(3, 1, 10), arm(4, 1, 10)).estimate).toBe(-0.25);
  });

  test("has the delta method's error", () => {
    // By hand: 9/100 / 2² + 4/100 · 3² / 2⁴.
    expect(relativeDifference(arm(3, 9, 100), arm(2, 4, 100)).squaredError).toBeCloseTo(0.045, 15);
  });

  test("knows nothing beside a baseline of 0", () => {
    expect(relativeDifference(arm(3, 9, 100), arm(0, 4, 100))).toMatchObject(NOTHING);
  });
});

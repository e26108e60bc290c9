import { expect, test } from "vitest";
import { difference } from "./arm.ts";
import { stratifiedDifference } from "./strata.ts";

const night = {
  candidate: { value: 1, unitVariance: 1, units: 5 },
  baseline: { value: 1, unitVariance: 1, units: 95 },
};
const day = { candidate: { value: 3, unitVariance: 1, units: 50 }, baseline: { value: 3, unitVariance: 1, units: 50 } };

test("hours in which all is higher are not mistaken for the candidate", () => {
  // All together the candidate would be at (5 · 1 + 50 · 3) / 55 = 2.82, the baseline at (95 + 150) / 145 = 1.69.
  expect(stratifiedDifference([night, day]).estimate).toBe(0);
});

test("one stratum is a plain difference", () => {
  const { estimate, squaredError, units } = stratifiedDifference([night]);
  const plain = difference(night.candidate, night.baseline);
  expect(estimate).toBe(plain.estimate);
  expect(squaredError).toBeCloseTo(plain.squaredError, 15);
  expect(units).toBe(plain.units);
});

test("strata weigh as n m / (n + m), and clocks add up", () => {
  const better = { ...day, candidate: { ...day.candidate, value: 4 } };
  // Weights 5 · 95 / 100 = 4.75 and 25; squared errors 1 / 4.75 and 1 / 25.
  const { estimate, squaredError, units } = stratifiedDifference([night, better]);
  expect(estimate).toBeCloseTo(25 / 29.75, 12);
  expect(squaredError).toBeCloseTo(1 / 29.75, 12);
  expect(units).toBeCloseTo(119, 12);
});

test("a step with one version alone does not count, and one of unknown error makes all unknown", () => {
  const alone = { ...night, candidate: { value: Number.NaN, unitVariance: Number.POSITIVE_INFINITY, units: 0 } };
  expect(stratifiedDifference([alone, day])).toEqual(stratifiedDifference([day]));
  const unknown = { ...night, candidate: { value: 1, unitVariance: Number.POSITIVE_INFINITY, units: 1 } };
  expect(stratifiedDifference([unknown, day])).toMatchObject({ squaredError: Number.POSITIVE_INFINITY, units: 0 });
  expect(stratifiedDifference([]).squaredError).toBe(Number.POSITIVE_INFINITY);
});

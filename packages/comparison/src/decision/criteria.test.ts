import { expect, test } from "vitest";
import { criteriaOf } from "./criteria.ts";
import { decideNumbers } from "./decide-numbers.ts";

const LIMITS = { alpha: 0.05, margin: 0.01 };
const SHARE = { direction: "higher-is-better", range: [0, 1] } as const;
const LATENCY = { direction: "lower-is-better", range: [0, Number.POSITIVE_INFINITY] } as const;

test("shares take the margin as it is, other metrics as a share of the baseline's magnitude", () => {
  expect(criteriaOf(SHARE, null, 0.5, LIMITS)).toMatchObject({ margin: 0.01, widest: 0.1, scale: 1 });
  expect(criteriaOf(LATENCY, null, -200, LIMITS)).toMatchObject({ margin: 2, widest: 20, scale: 200 });
  // Evidence holds no margin that is not a number.
  expect(criteriaOf(LATENCY, null, Number.NaN, LIMITS)).toMatchObject({ margin: 0, widest: 0, scale: 1 });
  expect(criteriaOf(SHARE, { size: 0.1, isRelative: true }, 0.5, LIMITS).margin).toBe(0.05);
  expect(criteriaOf(LATENCY, { size: 30, isRelative: false }, 200, LIMITS)).toMatchObject({ margin: 30, widest: 30 });
});

test("against a baseline of 0 any loss counts, but not the noise of binary fractions", () => {
  const criteria = criteriaOf(LATENCY, null, 0, LIMITS);
  const changeOf = (value: number) =>
    decideNumbers({ value, interval: null }, { value: 0, interval: null }, [], criteria).change;
  expect([0, -0, 1e-17, 0.001, -0.001].map(changeOf)).toEqual([
    "stable",
    "stable",
    "stable",
    "regression",
    "improvement",
  ]);
});

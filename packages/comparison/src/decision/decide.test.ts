import { expect, test } from "vitest";
import { type Criteria, decideChange } from "./decide.ts";

const CRITERIA: Criteria = { direction: "higher-is-better", margin: 0.01, alpha: 0.05, scale: 1, widest: 0.1 };

const changeOf = (estimate: number, low: number, high: number, p: number, criteria = CRITERIA) =>
  decideChange({ estimate, low, high }, p, criteria).change;

test("each change has its conditions", () => {
  expect(changeOf(-0.03, -0.04, -0.02, 0.001)).toBe("regression");
  expect(changeOf(0.03, 0.02, 0.04, 0.001)).toBe("improvement");
  expect(changeOf(-0.03, -0.07, 0.01, 0.2)).toBe("possible-regression");
  expect(changeOf(-0.005, -0.02, 0.01, 0.6)).toBe("possible-regression");
  expect(changeOf(-0.005, -0.009, 0.001, 0.1)).toBe("stable");
  expect(changeOf(0.005, -0.009, 0.03, 0.6)).toBe("stable");
  expect(changeOf(-0.05, -0.2, 0.1, 0.5)).toBe("possible-regression");
  expect(changeOf(0.05, -0.11, 0.2, 0.5)).toBe("insufficient-evidence");
});

test("no worse is not yet stable: where a loss beyond the margin is not excluded, evidence is lacking, and that is a warning", () => {
  for (const [estimate, low] of [
    [0.005, -0.02],
    [0.02, -0.02],
    [0, -0.1],
  ] as const) {
    expect(decideChange({ estimate, low, high: 0.1 }, 0.3, CRITERIA)).toEqual({
      change: "insufficient-evidence",
      verdict: "warn",
      reasonCode: "margin-not-excluded",
    });
  }
  expect(decideChange({ estimate: 0.02, low: -0.1001, high: 0.2 }, 0.3, CRITERIA)).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "interval-too-wide",
  });
});

test("a large loss that is not excluded is inconclusive, and a possible regression where the estimate is worse", () => {
  expect(decideChange({ estimate: -0.14, low: -0.24, high: -0.06 }, 0.07, CRITERIA)).toEqual({
    change: "possible-regression",
    verdict: "inconclusive",
    reasonCode: "interval-too-wide",
  });
});

test("values far smaller than one have losses all the same", () => {
  const tiny: Criteria = { direction: "lower-is-better", margin: 1e-20, alpha: 0.05, scale: 1e-18, widest: 1e-19 };
  expect(changeOf(9e-18, 8e-18, 1e-17, 1e-9, tiny)).toBe("regression");
  expect(changeOf(9e-18, -1e-19, 1.8e-17, 0.2, tiny)).toBe("possible-regression");
});

test("a two-sided metric may move neither way, and is never improved", () => {
  const both: Criteria = { ...CRITERIA, direction: "two-sided" };
  for (const sign of [1, -1]) {
    const of = (estimate: number, near: number, far: number, p: number) =>
      changeOf(sign * estimate, Math.min(sign * near, sign * far), Math.max(sign * near, sign * far), p, both);
    expect(of(0.03, 0.02, 0.04, 0.001)).toBe("regression");
    expect(of(0.03, -0.01, 0.07, 0.2)).toBe("possible-regression");
    expect(of(0.002, -0.004, 0.008, 0.4)).toBe("stable");
  }
});

test("a significant loss within the margin is no regression, an insignificant one beyond it may be", () => {
  expect(changeOf(-0.005, -0.006, -0.004, 1e-9)).toBe("stable");
  expect(changeOf(-0.02, -0.05, 0.01, 0.2)).toBe("possible-regression");
});

test("p equal to alpha is significant; a loss equal to the margin is not beyond it, rounding notwithstanding", () => {
  expect(changeOf(-0.03, -0.04, -0.02, 0.05)).toBe("regression");
  expect(changeOf(0.79 - 0.8, -0.0100000000001, -0.009, 1e-9)).toBe("stable");
});

test("where lower is better, the same numbers mean the opposite", () => {
  const lower: Criteria = { ...CRITERIA, direction: "lower-is-better" };
  expect(changeOf(0.03, 0.02, 0.04, 0.001, lower)).toBe("regression");
  expect(changeOf(-0.03, -0.04, -0.02, 0.001, lower)).toBe("improvement");
  expect(changeOf(0.005, -0.01, 0.02, 0.6, lower)).toBe("possible-regression");
});

test("what is no number is never more than inconclusive", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (const [estimate, low, p] of [
      [bad, 0, 0.5],
      [0, bad, 0.5],
      [0, 0, bad],
    ] as const) {
      expect(decideChange({ estimate, low, high: 0.1 }, p, CRITERIA)).toEqual({
        change: "insufficient-evidence",
        verdict: "inconclusive",
        reasonCode: "not-a-number",
      });
    }
  }
});

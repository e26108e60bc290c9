import { expect, test } from "vitest";
import { examplesNeeded } from "./examples-needed.ts";

const criteria = { direction: "higher-is-better", margin: 0.01, alpha: 0.05, scale: 1, widest: 0.1 } as const;

test("an interval twice as wide as it may be needs four times the rows", () => {
  expect(examplesNeeded(1000, { estimate: 0, low: -0.02, high: 0.02 }, criteria)).toBe(4000);
  // A gain of 0.01 leaves 0.02 to lose: the half width 0.04 has to halve.
  expect(examplesNeeded(500, { estimate: 0.01, low: -0.03, high: 0.05 }, criteria)).toBe(2000);
  expect(
    examplesNeeded(500, { estimate: -0.01, low: -0.05, high: 0.03 }, { ...criteria, direction: "lower-is-better" }),
  ).toBe(2000);
});

test("no number of rows helps where the loss itself is the margin or more, or where nothing is known of its width", () => {
  expect(examplesNeeded(1000, { estimate: -0.01, low: -0.03, high: 0.01 }, criteria)).toBeNull();
  expect(examplesNeeded(1000, { estimate: -0.05, low: -0.09, high: 0.01 }, criteria)).toBeNull();
  expect(
    examplesNeeded(1, { estimate: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }, criteria),
  ).toBeNull();
});

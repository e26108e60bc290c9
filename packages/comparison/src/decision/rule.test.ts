import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRule, type RuleName } from "./rule.ts";

const state = (rule: RuleName, limit: number, candidate: number, baseline: number | null) =>
  checkRule({ rule, limit }, "higher-is-better", candidate, baseline);

test("equal to the limit is kept, and binary fractions do not decide", () => {
  expect(state("floor", 0.8, 0.8, null)).toBe("kept");
  expect(state("floor", 0.3, 0.1 + 0.2, null)).toBe("kept");
  expect(state("max-drop", 0.01, 0.79, 0.8)).toBe("kept");
  expect(state("max-relative-drop", 0.1, 0.81, 0.9)).toBe("kept");
  expect(state("floor", 0.8, 0.7999999, null)).toBe("broken");
  expect(state("max-drop", 0.01, 0.7899999, 0.8)).toBe("broken");
});

test("a limit of 0 allows no loss, against a baseline of 0 too", () => {
  expect(state("max-drop", 0, 0.5, 0.5)).toBe("kept");
  expect(state("max-relative-drop", 0, 0.4999, 0.5)).toBe("broken");
  expect(state("max-relative-drop", 0.05, 0, 0)).toBe("kept");
  expect(state("max-relative-drop", 0.05, 0.2, 0)).toBe("kept");
  expect(checkRule({ rule: "max-relative-drop", limit: 0.05 }, "higher-is-better", -0.1, 0)).toBe("broken");
});

test("negative baselines: -100 to -50 is a gain and kept, -100 to -200 a loss and broken", () => {
  for (const rule of ["max-drop", "max-relative-drop"] as const) {
    expect(state(rule, 0.05, -50, -100)).toBe("kept");
    expect(state(rule, 0.05, -200, -100)).toBe("broken");
  }
  expect(state("max-relative-drop", 0.05, -105, -100)).toBe("kept");
});

test("where lower is better a rise is the loss; a ceiling is what may not be exceeded, a floor what may not be missed", () => {
  expect(checkRule({ rule: "max-drop", limit: 0.05 }, "lower-is-better", 0.3, 0.2)).toBe("broken");
  expect(checkRule({ rule: "max-drop", limit: 0.05 }, "lower-is-better", 0.1, 0.2)).toBe("kept");
  expect(checkRule({ rule: "ceiling", limit: 0.2 }, "lower-is-better", 0.3, null)).toBe("broken");
  expect(checkRule({ rule: "ceiling", limit: 0.2 }, "lower-is-better", 0.2, null)).toBe("kept");
  expect(checkRule({ rule: "floor", limit: 0.2 }, "lower-is-better", 0.3, null)).toBe("kept");
});

test("a two-sided metric may move neither way by more than the limit", () => {
  for (const candidate of [90, 110]) {
    expect(checkRule({ rule: "max-drop", limit: 9 }, "two-sided", candidate, 100)).toBe("broken");
    expect(checkRule({ rule: "max-relative-drop", limit: 0.1 }, "two-sided", candidate, 100)).toBe("kept");
  }
});

test("a gain that is demanded has to be there, in the unit or as a share of the baseline's magnitude", () => {
  expect(state("min-gain", 0.02, 0.82, 0.8)).toBe("kept");
  expect(state("min-gain", 0.02, 0.81, 0.8)).toBe("broken");
  expect(state("min-gain", 0, 0.8, 0.8)).toBe("kept");
  expect(state("min-relative-gain", 0.1, -90, -100)).toBe("kept");
  expect(state("min-relative-gain", 0.1, -95, -100)).toBe("broken");
});

test("rounding grows with the numbers, so that large units are not at its mercy", () => {
  expect(state("max-drop", 0.3, 1e9 - 0.1 - 0.2, 1e9)).toBe("kept");
  expect(state("max-drop", 0.3, 1e9 - 0.31, 1e9)).toBe("broken");
});

test("rounding shrinks with the numbers, so that small units are held to their limits", () => {
  expect(checkRule({ rule: "ceiling", limit: 1e-14 }, "lower-is-better", 9e-13, null)).toBe("broken");
  expect(checkRule({ rule: "ceiling", limit: 1e-14 }, "lower-is-better", 1e-14, null)).toBe("kept");
  // What 0.1 + 0.2 - 0.3 leaves beside zeros is nothing.
  expect(checkRule({ rule: "ceiling", limit: 0 }, "lower-is-better", 5.6e-17, null)).toBe("kept");
  expect(checkRule({ rule: "max-relative-drop", limit: 0 }, "lower-is-better", 5.6e-17, 0)).toBe("kept");
});

test("without a baseline or a number, nothing relative is kept", () => {
  const rule = fc.constantFrom<RuleName>("floor", "slice-floor", "max-drop", "max-relative-drop");
  const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  fc.assert(
    fc.property(rule, fc.double({ min: 0, max: 1, noNaN: true }), bad, (name, limit, value) => {
      expect(state(name, limit, value, 0.5)).toBe("unknown");
      if (name.startsWith("max")) {
        expect(state(name, limit, 0.5, value)).toBe("unknown");
        expect(state(name, limit, 0.5, null)).toBe("unknown");
      }
    }),
  );
});

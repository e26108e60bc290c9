import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRule, parseMetricRequests, type RuleName } from "./rule.ts";

const parse = (line: string) => parseMetricRequests([line])[0];

test("a line names a metric and, after a colon, its rules", () => {
  expect(parse("accuracy")).toMatchObject({ metric: { name: "accuracy" }, margin: null, rules: [] });
  expect(parse(" macro-f1 :  margin=0.02   max-drop=0 floor=.8 slice-floor=1 max-relative-drop=0.05 ")).toMatchObject({
    metric: { name: "macro-f1" },
    margin: 0.02,
    rules: [
      { rule: "floor", limit: 0.8 },
      { rule: "slice-floor", limit: 1 },
      { rule: "max-drop", limit: 0 },
      { rule: "max-relative-drop", limit: 0.05 },
    ],
  });
});

test("what is wrong with a line is named, and the nearest word offered", () => {
  const cases: [string[], RegExp][] = [
    [["accurracy"], /"accurracy" is no metric; did you mean accuracy\?/],
    [["accuracy: flor=0.8"], /accuracy: "flor=0.8" is no setting; did you mean floor=/],
    [["accuracy: floor"], /floor is ""; a number from 0 to 1/],
    [["accuracy: floor=80%"], /floor is "80%"; a number from 0 to 1/],
    [["accuracy: floor=1.5"], /floor is "1.5"/],
    [["accuracy: floor=-1"], /floor is "-1"/],
    [["accuracy: floor=NaN"], /floor is "NaN"/],
    [["accuracy: floor=1e-3"], /floor is "1e-3"/],
    [["accuracy: floor=0.8=0.9"], /floor is "0.8=0.9"/],
    [["accuracy: floor=0.8 floor=0.9"], /floor is given twice/],
    [["accuracy: __proto__=1"], /"__proto__=1" is no setting/],
    [["accuracy", "Accuracy: floor=0.8"], /accuracy was given twice/],
    [[], /no metric was given/],
  ];
  for (const [lines, message] of cases) expect(() => parseMetricRequests(lines), String(lines)).toThrow(message);
});

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

test("where lower is better a rise is the loss, and the floor is what may not be exceeded", () => {
  expect(checkRule({ rule: "max-drop", limit: 0.05 }, "lower-is-better", 0.3, 0.2)).toBe("broken");
  expect(checkRule({ rule: "max-drop", limit: 0.05 }, "lower-is-better", 0.1, 0.2)).toBe("kept");
  expect(checkRule({ rule: "floor", limit: 0.2 }, "lower-is-better", 0.3, null)).toBe("broken");
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

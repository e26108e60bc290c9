import { expect, test } from "vitest";
import { parseGateLines } from "../audit/gate.ts";
import { exampleSettings, exampleTable } from "./example-table.ts";
import { measureBias } from "./measure-bias.ts";
import type { BiasSettings, BiasTask } from "./settings.ts";

/** By metric, and of what. */
function values(
  task: BiasTask,
  columns: Record<string, readonly string[] | readonly number[]>,
  gates: readonly string[],
  changes: Partial<BiasSettings> = {},
) {
  const settings = exampleSettings(["group"], { task, gates: parseGateLines(gates, 1), resamples: 20, ...changes });
  const { measures } = measureBias({ tables: { candidate: exampleTable(columns), baseline: null }, settings });
  return Object.fromEntries(
    measures.map(({ metric, of, candidate }) => [`${metric}, ${of}`, candidate?.value ?? null]),
  );
}

test("numbers: errors by group, by hand", () => {
  // a errs by 1 and 2, b by 0, 0 and 3.
  const columns = { group: [..."aabbb"], label: [1, 2, 1, 1, 1], prediction: [2, 4, 1, 1, 4] };
  const found = values("regression", columns, [
    "mae",
    "rmse",
    "mean-error",
    "mae-difference",
    "mae-ratio",
    "mean-prediction-difference",
  ]);
  expect(found).toEqual({
    "mae, group=a": 1.5,
    "mae, group=b": 1,
    "rmse, group=a": Math.sqrt(2.5),
    "rmse, group=b": Math.sqrt(3),
    "mean-error, group=a": 1.5,
    "mean-error, group=b": 1,
    "mae-difference, group": 0.5,
    "mae-ratio, group": 1 / 1.5,
    "mean-prediction-difference, group": 1,
  });
});

const LIST = { query: ["q", "q", "q", "q"], group: [..."abab"], rank: [1, 2, 3, 4] };

test("a ranking: exposure, skew and NDKL of one list, by hand", () => {
  const [first, second, third, fourth] = [1, 1 / Math.log2(3), 1 / 2, 1 / Math.log2(5)] as const;
  const a = (first + third) / 2;
  const b = (second + fourth) / 2;
  // Of the prefixes a, ab, aba and abab the first and the third differ from half and half.
  const divergence =
    (first * Math.log(2) + third * ((2 / 3) * Math.log(4 / 3) + (1 / 3) * Math.log(2 / 3))) /
    (first + second + third + fourth);
  const found = values(
    "ranking",
    LIST,
    ["exposure", "exposure-ratio", "exposure-difference", "ndkl", "min-skew", "max-skew"],
    { top: 3 },
  );
  expect(found["exposure, group=a"]).toBeCloseTo(a, 12);
  expect(found["exposure, group=b"]).toBeCloseTo(b, 12);
  expect(found["exposure-ratio, group"]).toBeCloseTo(b / a, 12);
  expect(found["exposure-difference, group"]).toBeCloseTo(a - b, 12);
  expect(found["ndkl, group"]).toBeCloseTo(divergence, 12);
  // Of the first three a has two, of all four two.
  expect(found["max-skew, group"]).toBeCloseTo(Math.log(2 / 3 / (1 / 2)), 12);
  expect(found["min-skew, group"]).toBeCloseTo(Math.log(1 / 3 / (1 / 2)), 12);
});

test("a ranking: a group that is never shown has no skew, and its merit is counted", () => {
  const found = values("ranking", { ...LIST, label: [1, 2, 3, 2] }, ["min-skew", "exposure-per-merit"], { top: 1 });
  expect(found["min-skew, group"]).toBeNull();
  expect(found["exposure-per-merit, group=a"]).toBeCloseTo((1 + 1 / 2) / 2 / 2, 12);
});

test("a ranking: by score the highest come first, and queries count alike however long", () => {
  const columns = {
    query: ["p", "p", "q", "q", "q"],
    group: [..."ababb"],
    score: [0.1, 0.9, 0.9, 0.5, 0.4],
  };
  const found = values("ranking", columns, ["exposure"]);
  // a is second in p and first in q; b first in p, second and third in q.
  expect(found["exposure, group=a"]).toBeCloseTo((1 / Math.log2(3) + 1) / 2, 12);
  expect(found["exposure, group=b"]).toBeCloseTo((1 + (1 / Math.log2(3) + 1 / 2) / 2) / 2, 12);
});

test("scores: calibration within groups, by hand", () => {
  // a: half positive at 0.1; b: all positive at 0.9.
  const columns = { group: [..."aabb"], label: [..."0111"], prediction: [..."0011"], score: [0.1, 0.1, 0.9, 0.9] };
  const found = values("classification", columns, ["calibration-error", "calibration-gap", "worst-calibration-error"]);
  expect(found["calibration-error, group=a"]).toBeCloseTo(0.4, 12);
  expect(found["calibration-error, group=b"]).toBeCloseTo(0.1, 12);
  expect(found["calibration-gap, group"]).toBeCloseTo(0.3, 12);
  expect(found["worst-calibration-error, group"]).toBeCloseTo(0.4, 12);
  const wrong = { ...columns, score: [0.1, 1.1, 0.9, 0.9] };
  expect(() => values("classification", wrong, [])).toThrow("a score is 1.1; a probability from 0 to 1 is allowed");
});

test("several classes: the worst of them, one alone, and their mean", () => {
  const columns = { group: [..."aaaaabbbbb"], label: [..."xxyyzxxyyz"], prediction: [..."xxyyzxyyyx"] };
  const found = values("multi-class", columns, [
    "tpr-difference",
    "tpr-difference(class=x)",
    "tpr-difference(class=y)",
    "tpr-difference(class=macro)",
    "accuracy-difference",
  ]);
  expect(found).toEqual({
    // b has one of two x, both y, no z.
    "equal-opportunity-difference, group": 1,
    "equal-opportunity-difference(class=x), group": 0.5,
    "equal-opportunity-difference(class=y), group": 0,
    "equal-opportunity-difference(class=macro), group": 0.5,
    "accuracy-difference, group": 0.4,
  });
});

test("sets of classes: each is held against the rest, right are whole sets", () => {
  const columns = {
    group: [..."aabb"],
    label: ['["x","y"]', '["x"]', '["x","y"]', "[]"],
    prediction: ['["x","y"]', '["x"]', '["x"]', '["y"]'],
  };
  const found = values("multi-label", columns, ["tpr(class=y)", "accuracy", "selection-rate(class=x)"]);
  expect(found).toEqual({
    "true-positive-rate(class=y), group=a": 1,
    "true-positive-rate(class=y), group=b": 0,
    "accuracy, group=a": 1,
    "accuracy, group=b": 0,
    "selection-rate(class=x), group=a": 1,
    "selection-rate(class=x), group=b": 0.5,
  });
});

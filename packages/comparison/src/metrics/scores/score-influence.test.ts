import { expect, test } from "vitest";
import { type Given, scoredSide, scoreMetric } from "../../../fixtures/scored.ts";
import type { PreparedMetric } from "../metric.ts";

const WEIGHTS = [1, 2, 0.5, 1, 3, 1, 1.5];
const COLUMNS = {
  label: ["a", "b", "c", "b", "a", "c", "b"],
  "scores.a": [0.5, 0.2, 0.3, 0.1, 0.35, 0.3, 0.4],
  "scores.b": [0.3, 0.7, 0.4, 0.5, 0.25, 0.1, 0.35],
  "scores.c": [0.2, 0.1, 0.3, 0.4, 0.4, 0.6, 0.25],
};
const STEP = 1e-6;

test.each([
  ["average-precision", { average: "macro" }],
  ["average-precision", { average: "weighted" }],
  ["average-precision", { class: "b" }],
  ["ece", { bins: "4" }],
  ["ece", { bins: "3", class: "a" }],
])("%s %j: a row's influence is how its weight moves the metric", (name, parameters) => {
  const prepared = prepare(name, parameters, 1);
  const influence = prepared.influence?.() ?? new Float64Array(0);
  expect(influence.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
  for (const row of WEIGHTS.keys()) {
    expect(influence[row]).toBeCloseTo(WEIGHTS.length * derivative(prepared, row, 1), 6);
  }
});

test.each([{ average: "macro" }, { average: "weighted" }, { class: "b" }])(
  "roc-auc %j: likewise, where there are so many rows that DeLong's correction is nothing",
  (parameters) => {
    const copies = 2000;
    const prepared = prepare("roc-auc", parameters, copies);
    const influence = prepared.influence?.() ?? new Float64Array(0);
    for (const row of WEIGHTS.keys()) {
      expect(influence[row * copies]).toBeCloseTo(WEIGHTS.length * derivative(prepared, row, copies), 3);
    }
  },
);

/** The metric on the rows above, so many times each. */
function prepare(name: string, parameters: Given, copies: number): PreparedMetric {
  const repeated = <T>(values: readonly T[]) => values.flatMap((value) => Array.from({ length: copies }, () => value));
  const columns = {
    label: repeated(COLUMNS.label),
    "scores.a": repeated(COLUMNS["scores.a"]),
    "scores.b": repeated(COLUMNS["scores.b"]),
    "scores.c": repeated(COLUMNS["scores.c"]),
  };
  const metric = scoreMetric(name, parameters);
  if (metric.kind !== "rows") throw new Error(`${name} is not of rows`);
  const side = scoredSide(columns, repeated(WEIGHTS));
  return metric.prepare(
    side,
    Uint32Array.from({ length: side.rows }, (_, row) => row),
  );
}

/** By the logarithm of the weight of a row and its copies. */
function derivative(prepared: PreparedMetric, row: number, copies: number): number {
  const moved = (factor: number) =>
    prepared.value(
      WEIGHTS.flatMap((weight, index) =>
        Array.from({ length: copies }, () => (index === row ? weight * (1 + factor) : weight)),
      ),
    );
  return (moved(STEP) - moved(-STEP)) / (2 * STEP);
}

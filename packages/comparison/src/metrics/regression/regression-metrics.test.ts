import { describe, expect, test } from "vitest";
import { conformsEach } from "../../../../../test/harness/conforms.ts";
import { measured, sideFor } from "../../../fixtures/side.ts";
import type { RowsMetric } from "../metric.ts";
import { parseMetric } from "../parse-metric.ts";

const CONTEXT = { positive: null, isMultiLabel: false };

const rowsOf = (labels: readonly number[], predictions: readonly number[], weights?: readonly number[]) =>
  labels.map((label, row) => ({
    label,
    prediction: predictions[row],
    ...(weights === undefined ? {} : { weight: weights[row] }),
  }));

const on = (metric: string, ...columns: Parameters<typeof rowsOf>) =>
  measured(parseMetric(metric, CONTEXT), rowsOf(...columns));

describe("scikit-learn's documented examples", () => {
  conformsEach({ area: "Metrics", claim: "metrics of numbers", peer: "scikit-learn's documentation" });
  const labels = [3, -0.5, 2, 7];
  const predictions = [2.5, 0, 2, 8];

  test.each([
    ["mae", 0.5],
    ["mse", 0.375],
    ["rmse", Math.sqrt(0.375)],
    ["median-absolute-error", 0.5],
    // r2_score(y_true, y_pred) is 0.948...
    ["r2", 0.9486081370449679],
    // mean_absolute_percentage_error is 0.3273...
    ["mape", 0.3273809523809524],
  ])("%s", (metric, expected) => {
    expect(on(metric, labels, predictions)).toBeCloseTo(expected, 14);
  });

  test.each([
    // mean_pinball_loss of y_true 1 2 3 against 0 2 3 and 1 2 4.
    ["pinball(quantile=0.1)", [0, 2, 3], 0.1 / 3],
    ["pinball(quantile=0.9)", [0, 2, 3], 0.9 / 3],
    ["pinball(quantile=0.1)", [1, 2, 4], 0.9 / 3],
    ["pinball(quantile=0.9)", [1, 2, 4], 0.1 / 3],
  ])("%s of %j", (metric, against, expected) => {
    expect(on(metric, [1, 2, 3], against)).toBeCloseTo(expected, 14);
  });

  test("R2 of constant labels is not defined, where scikit-learn says 0 or 1", () => {
    expect(on("r2", [-2, -2, -2], [-2, -2, -2])).toBeNaN();
    expect(on("r2", [0.1, 0.1, 0.1], [0.1, 0.2, 0.3])).toBeNaN();
    expect(on("r2", [5], [5])).toBeNaN();
  });
});

describe("weights", () => {
  const columns = [
    [1, 2, 4, 8],
    [1.5, 1, 4, 5],
    [2, 0, 1, 3],
  ] as const;
  // A row that weighs two is there twice; one that weighs nothing is not there.
  const repeated = [
    [1, 1, 4, 8, 8, 8],
    [1.5, 1.5, 4, 5, 5, 5],
  ] as const;

  test.each(["mae", "mse", "rmse", "r2", "pinball", "median-absolute-error"])(
    "%s is that of repeated rows",
    (metric) => {
      expect(on(metric, ...columns)).toBeCloseTo(on(metric, ...repeated), 14);
    },
  );
});

describe("influence", () => {
  const labels = [1, 2, 4, 8, 3, 5];
  const predictions = [1.5, 1, 4, 5, 3.5, 7];
  const weights = [2, 1, 0, 3, 1, 0.5];

  test.each(["rmse", "r2"])("of %s is the derivative by each row's weight, of mean 0", (name) => {
    const metric = rowsMetric(name);
    for (const given of [weights, undefined]) {
      const prepared = metric.prepare(
        sideFor(metric, rowsOf(labels, predictions, given)),
        Uint32Array.from(labels.keys()),
      );
      const base = given ?? labels.map(() => 1);
      const total = base.reduce((sum, weight) => sum + weight, 0);
      const influence = [...(prepared.influence?.() ?? [])];
      const step = 1e-6;
      const derivatives = base.map((weight, row) => {
        const moved = (by: number) => prepared.value(base.with(row, weight + by));
        return (((moved(step) - moved(-step)) / (2 * step)) * total * weight) / (total / base.length);
      });
      for (const [row, value] of influence.entries()) expect(value).toBeCloseTo(derivatives[row] ?? Number.NaN, 6);
      expect(influence.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    }
  });

  test("of RMSE without any error is 0, not NaN", () => {
    const metric = rowsMetric("rmse");
    const prepared = metric.prepare(sideFor(metric, rowsOf([1, 2], [1, 2])), Uint32Array.of(0, 1));
    expect([...(prepared.influence?.() ?? [])]).toEqual([0, 0]);
  });
});

test("metrics of rows are of the rows asked for", () => {
  const metric = rowsMetric("rmse");
  const side = sideFor(metric, rowsOf([1, 2, 3], [1, 5, 7]));
  expect(metric.prepare(side, Uint32Array.of(0, 2)).value(null)).toBeCloseTo(Math.sqrt(8), 14);
});

describe("a percentage of nothing", () => {
  test.each([0, -0, 5e-324])("a label of %d is refused", (label) => {
    expect(() => on("mape", [1, label], [1, 1])).toThrow(/label is (0|too close to 0), of which/);
  });

  test("numbers in CSV's texts are numbers, and other texts are not", () => {
    const metric = parseMetric("mape", CONTEXT);
    expect(measured(metric, [{ label: "2", prediction: " 3e0 " }])).toBe(0.5);
    for (const label of ["two", "", "NaN", "0x10", null, true, Number.POSITIVE_INFINITY, undefined]) {
      expect(() => measured(metric, [{ label, prediction: 1 }])).toThrow(/label is .*; a finite number is allowed/);
    }
  });
});

test("another column than `prediction` can hold a predicted quantile", () => {
  const metric = parseMetric("pinball(quantile=0.9,column=p90)", CONTEXT);
  expect(measured(metric, [{ label: 3, p90: 1 }])).toBeCloseTo(1.8, 15);
  expect(metric.id).toBe("pinball(column=p90,quantile=0.9)");
});

function rowsMetric(name: string): RowsMetric {
  const metric = parseMetric(name, CONTEXT);
  if (metric.kind !== "rows") throw new Error(`${name} is of kind ${metric.kind}`);
  return metric;
}

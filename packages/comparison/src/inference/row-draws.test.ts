import { describe, expect, test } from "vitest";
import { allRows, comparedSides } from "../../fixtures/compared.ts";
import type { PreparedMetric, RowsMetric } from "../metrics/metric.ts";
import { drawRows, type RowDrawing } from "./row-draws.ts";

const ROWS = 40;

/** A metric whose value is one number of the weights it was given. */
function metricOf(value: PreparedMetric["value"]): RowsMetric {
  return {
    kind: "rows",
    id: "of-weights",
    direction: "higher-is-better",
    directionSource: "definition",
    unit: "number",
    range: [0, 1],
    requests: [],
    prepare: () => ({ value }),
  };
}

function drawing(value: PreparedMetric["value"], rest: Partial<RowDrawing> = {}): RowDrawing {
  const x = Array.from({ length: ROWS }, (_, row) => row);
  const sides = comparedSides({ candidate: { x }, baseline: { x } });
  return {
    metric: metricOf(value),
    candidate: sides.candidate,
    baseline: sides.baseline,
    rows: allRows(sides),
    weights: null,
    clusters: null,
    seed: 5,
    draws: 400,
    ...rest,
  };
}

const sum = (weights: ArrayLike<number> | null) =>
  Array.from(weights ?? []).reduce((total, weight) => total + weight, 0);

describe("a draw of rows", () => {
  test("has as many as there are, the same on both sides, and other ones than the draw before", () => {
    expect([...drawRows(drawing(sum))(0, 400).candidate]).toEqual(Array.from({ length: 400 }, () => ROWS));
    const { candidate, baseline } = drawRows(drawing((weights) => placesSum(weights)))(0, 400);
    expect(baseline).toEqual(candidate);
    expect(new Set(candidate).size).toBeGreaterThan(100);
  });

  test("has each row once on average", () => {
    const times = new Float64Array(ROWS);
    const count = (weights: ArrayLike<number> | null) => {
      for (let row = 0; row < ROWS; row++) times[row] = (times[row] ?? 0) + (weights?.[row] ?? 0);
      return 0;
    };
    drawRows(drawing(count, { baseline: null }))(0, 400);
    // A row comes up about a Poisson number of times: 400 in 400 draws, with a deviation of 20; six of them.
    for (const drawn of times) expect(Math.abs(drawn - 400)).toBeLessThan(120);
  });

  test("multiplies the rows' own weights", () => {
    const weights = new Float64Array(ROWS).fill(0.5);
    expect(drawRows(drawing(sum, { weights }))(0, 1).candidate[0]).toBe(ROWS / 2);
  });

  test("of clusters brings all rows of a cluster equally often", () => {
    const codes = Uint32Array.from({ length: ROWS }, (_, row) => Math.floor(row / 10));
    const areEqual = (weights: ArrayLike<number> | null) =>
      Array.from(weights ?? []).every((weight, row, all) => weight === all[row - (row % 10)]) ? 1 : 0;
    const { candidate } = drawRows(drawing(areEqual, { clusters: { codes, count: 4 } }))(0, 50);
    expect([...candidate]).toEqual(Array.from({ length: 50 }, () => 1));
  });

  test("without a baseline has none", () => {
    expect(drawRows(drawing(sum, { baseline: null }))(0, 3).baseline).toBeNull();
  });
});

function placesSum(weights: ArrayLike<number> | null): number {
  return Array.from(weights ?? []).reduce((total, weight, row) => total + weight * row, 0);
}

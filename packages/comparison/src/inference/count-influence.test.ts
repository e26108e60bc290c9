import fc from "fast-check";
import { expect, test } from "vitest";
import { allRows, type CountedRows, comparedSides, countedValues } from "../../fixtures/compared.ts";
import { type Cells, countCells } from "../metrics/counts/cells.ts";
import { emptyTally, tally } from "../metrics/counts/tally.ts";
import type { CountMetric } from "../metrics/metric.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { countInfluence } from "./count-influence.ts";

const LETTERS = ["a", "b", "c"];

function metricNamed(name: string, isMultiLabel = false): CountMetric {
  const metric = parseMetric(name, { positive: null, isMultiLabel });
  if (metric.kind !== "counts") throw new Error(`${name} is not of counts`);
  return metric;
}

function cellsOf(rows: readonly CountedRows[], weights?: readonly number[]): Cells {
  const sides = comparedSides({ ...countedValues(rows), ...(weights !== undefined && { weights }) });
  if (sides.baseline === null) throw new Error("no baseline");
  return countCells(sides.candidate, sides.baseline, allRows(sides));
}

function valueOn(metric: CountMetric, cells: Cells, counts: ArrayLike<number>): number {
  return metric.of(tally(cells, "candidate", counts, emptyTally(cells.classes)));
}

test("a row's influence on accuracy is how far it lies from the mean: of 3 right in 4, a quarter or minus three", () => {
  const cells = cellsOf([
    ["a", "a", "a", 3],
    ["b", "b", "a", 1],
  ]);
  const influence = countInfluence(metricNamed("accuracy"), cells, "candidate");
  expect(influence?.[0]).toBeCloseTo(0.25, 8);
  expect(influence?.[1]).toBeCloseTo(-0.75, 8);
});

test("it is what one row more, over all rows, makes of the metric, and of mean 0", () => {
  const letter = fc.constantFrom(...LETTERS);
  const row = fc.tuple(letter, letter, letter, fc.integer({ min: 1, max: 30 }));
  const names = fc.constantFrom(
    "accuracy",
    "macro-f1",
    "balanced-accuracy",
    "mcc",
    "cohen-kappa",
    "weighted-precision",
  );
  const all = LETTERS.map((name): CountedRows => [name, name, name, 5]);
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), names, (some, name) => {
      const metric = metricNamed(name);
      const cells = cellsOf([...all, ...some]);
      const rows = cells.counts.reduce((sum, count) => sum + count, 0);
      const influence = countInfluence(metric, cells, "candidate") ?? new Float64Array();
      const mean = influence.reduce((sum, value, cell) => sum + value * (cells.counts[cell] ?? 0), 0) / rows;
      expect(mean).toBeCloseTo(0, 6);
      for (const [cell, value] of influence.entries()) {
        const step = 1e-4;
        const moved = (by: number) =>
          valueOn(
            metric,
            cells,
            cells.counts.map((count, at) => (at === cell ? count + by : count)),
          );
        expect((rows * (moved(step) - moved(-step))) / (2 * step)).toBeCloseTo(value, 4);
      }
    }),
    { numRuns: 50 },
  );
});

test("weights and label sets count as they do in the metric", () => {
  const weighted = cellsOf(
    [
      ["a", "a", "a", 1],
      ["a", "a", "b", 1],
      ["b", "b", "b", 1],
    ],
    [2, 1, 0],
  );
  const influence = countInfluence(metricNamed("accuracy"), weighted, "candidate");
  // Weighted accuracy is 2/3; a right row of weight 2 has 3 rows over 3 of weight, times 2, times 1/3.
  expect([...(influence ?? [])].map((value) => Math.round(value * 1e6) / 1e6).toSorted()).toEqual([
    -0.666667, 0, 0.666667,
  ]);
});

test("with more than a thousand classes there is none", () => {
  const many = Array.from({ length: 1001 }, (_, row): CountedRows => [`c${row}`, `c${row}`, `c${row}`, 1]);
  expect(countInfluence(metricNamed("macro-f1"), cellsOf(many), "candidate")).toBeNull();
});

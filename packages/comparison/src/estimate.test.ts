import { createRandom, percentileInterval } from "@airworthy/stats";
import { expect, test } from "vitest";
import { type Counted, pairOf } from "../fixtures/table.ts";
import { estimate } from "./estimate.ts";
import { METRICS } from "./metric.ts";
import { classesOf, scopesOf } from "./scope.ts";

const COUNTS: readonly Counted[] = [
  ["a", "a", "a", 150],
  ["a", "a", "b", 20],
  ["a", "b", "a", 8],
  ["b", "b", "b", 60],
  ["b", "a", "b", 9],
  ["b", "b", "c", 13],
  ["c", "c", "c", 25],
  ["c", "a", "a", 10],
  ["c", "c", "none", 5],
];
const RESAMPLES = 4000;

function cellsOf(counts: typeof COUNTS) {
  const { candidate, baseline } = pairOf(counts);
  const [all] = scopesOf(candidate, baseline, classesOf(candidate, []));
  if (all === undefined) throw new Error("no scope");
  return all.cells;
}

test("intervals are those of a bootstrap that draws row by row and takes each metric by its definition", () => {
  const resampling = { resamples: RESAMPLES, seed: 1, confidence: 0.9 };
  const ours = estimate(METRICS, cellsOf(COUNTS), resampling);
  const theirs = naiveIntervals(0.9);
  for (const [index, { difference, metric }] of ours.entries()) {
    const reference = theirs[index];
    if (reference === undefined) throw new Error("no reference");
    // The end of a 90 % interval from 4,000 draws has a standard error of about 2 sd / sqrt(4,000); 5 of two such.
    const deviation = (reference.high - reference.low) / 3.29;
    const tolerance = (5 * Math.SQRT2 * 2.1 * deviation) / Math.sqrt(RESAMPLES);
    expect(Math.abs(difference.low - reference.low), metric.name).toBeLessThan(tolerance);
    expect(Math.abs(difference.high - reference.high), metric.name).toBeLessThan(tolerance);
  }
});

test("accuracy is tested by McNemar's exact test: 38 rows lost and 17 won have p = 0.00646", () => {
  // By exact fractions in Python: Fraction(2 * sum(comb(55, i) for i in range(18)), 2**55).
  const [accuracy] = estimate(METRICS, cellsOf(COUNTS), { resamples: 100, seed: 1, confidence: 0.95 });
  expect(accuracy?.pValue).toBeCloseTo(0.006455803109956637, 12);
});

test("equal predictions differ by nothing, surely", () => {
  const cells = cellsOf([
    ["a", "a", "a", 30],
    ["b", "a", "a", 10],
    ["b", "b", "b", 20],
  ]);
  for (const { difference, pValue } of estimate(METRICS, cells, { resamples: 200, seed: 1, confidence: 0.95 })) {
    expect(difference).toEqual({ estimate: 0, low: 0, high: 0 });
    expect(pValue).toBe(1);
  }
});

test("the seed determines the intervals", () => {
  const run = (seed: number) => estimate(METRICS, cellsOf(COUNTS), { resamples: 200, seed, confidence: 0.95 });
  expect(run(3)).toEqual(run(3));
  expect(run(3)).not.toEqual(run(4));
});

/** Draws rows one by one; metrics from scratch, by recall and precision rather than by counts. */
function naiveIntervals(confidence: number) {
  const rows = COUNTS.flatMap(([label, baseline, candidate, count]) =>
    Array.from({ length: count }, () => ({ label, baseline, candidate })),
  );
  const random = createRandom(99);
  const draws = METRICS.map(() => new Float64Array(RESAMPLES));
  for (let draw = 0; draw < RESAMPLES; draw++) {
    const sample = rows.flatMap(() => rows[random.integer(rows.length)] ?? []);
    const now = naiveMetrics(sample.map(({ label, candidate }) => [label, candidate]));
    const was = naiveMetrics(sample.map(({ label, baseline }) => [label, baseline]));
    for (const [index, drawn] of draws.entries()) drawn[draw] = (now[index] ?? Number.NaN) - (was[index] ?? Number.NaN);
  }
  return draws.map((drawn) => percentileInterval(drawn, confidence));
}

function naiveMetrics(pairs: readonly (readonly [string, string])[]): number[] {
  const labels = [...new Set(pairs.map(([label]) => label))];
  const perClass = labels.map((name) => {
    const ofClass = pairs.filter(([label]) => label === name);
    const hits = ofClass.filter(([, prediction]) => prediction === name).length;
    const predicted = pairs.filter(([, prediction]) => prediction === name).length;
    const recall = hits / ofClass.length;
    const precision = predicted === 0 ? 0 : hits / predicted;
    return { recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
  });
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return [
    pairs.filter(([label, prediction]) => label === prediction).length / pairs.length,
    mean(perClass.map(({ recall }) => recall)),
    mean(perClass.map(({ f1 }) => f1)),
  ];
}

import { createRandom, percentileInterval } from "@airworthy/stats";
import { describe, expect, test } from "vitest";
import {
  allRows,
  type ComparedValues,
  type CountedRows,
  comparedSides,
  countedValues,
} from "../../fixtures/compared.ts";
import { COUNT_DEFINITIONS } from "../metrics/counts/count-definitions.ts";
import type { Metric } from "../metrics/metric.ts";
import { estimate } from "./estimate.ts";
import type { Asked, Estimate, InferenceSettings } from "./estimate-types.ts";
import { resampleHere } from "./resampler.ts";

const SETTINGS: InferenceSettings = { confidence: 0.95, resamples: 2000, seed: 1, interval: "bca" };

const COUNTS: readonly CountedRows[] = [
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

function metricNamed(name: string): Metric {
  const found = COUNT_DEFINITIONS.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`no metric ${name}`);
  return found.create(new Map(), { positive: null, isMultiLabel: false });
}

async function estimates(
  names: readonly string[],
  values: ComparedValues,
  settings: Partial<InferenceSettings> = {},
  test: Asked["test"] = null,
): Promise<Estimate[]> {
  const sides = comparedSides(values);
  const asked = names.map((name) => ({ metric: metricNamed(name), test }));
  return await estimate(asked, sides, allRows(sides), { ...SETTINGS, ...settings }, resampleHere);
}

async function estimateOf(name: string, values: ComparedValues, settings = {}, test: Asked["test"] = null) {
  const [only] = await estimates([name], values, settings, test);
  if (only === undefined) throw new Error("no estimate");
  return only;
}

describe("accuracy of independent rows", () => {
  test("has McNemar's exact test: 38 rows lost and 17 won have p = 0.00646", async () => {
    // By exact fractions in Python: Fraction(2 * sum(comb(55, i) for i in range(18)), 2**55).
    const accuracy = await estimateOf("accuracy", countedValues(COUNTS));
    expect(accuracy.pValue).toBeCloseTo(0.006455803109956637, 12);
    expect(accuracy).toMatchObject({ test: "mcnemar-exact", interval: "newcombe-paired", resamples: 0 });
    expect(accuracy.difference?.estimate).toBeCloseTo((17 - 38) / 300, 12);
  });

  test("has an interval that turns around when the versions change places", async () => {
    const turned = COUNTS.map(
      ([label, baseline, candidate, count]): CountedRows => [label, candidate, baseline, count],
    );
    const { difference: one } = await estimateOf("accuracy", countedValues(COUNTS));
    const { difference: other } = await estimateOf("accuracy", countedValues(turned));
    expect(one?.low).toBeCloseTo(-(other?.high ?? Number.NaN), 12);
    expect(one?.high).toBeCloseTo(-(other?.low ?? Number.NaN), 12);
    expect(one?.low).toBeLessThan(one?.estimate ?? Number.NaN);
  });

  test("of one row has an interval that says next to nothing, and p = 1", async () => {
    const row = comparedSides(
      countedValues([
        ["a", "a", "a", 1],
        ["b", "a", "b", 1],
      ]),
    );
    const [found] = await estimate(
      [{ metric: metricNamed("accuracy"), test: null }],
      row,
      Uint32Array.of(1),
      SETTINGS,
      resampleHere,
    );
    expect(found).toMatchObject({ pValue: 1, difference: { estimate: 1 } });
    expect(found?.difference?.low).toBeLessThan(0.1);
  });

  test("is drawn where the bootstrap is asked for", async () => {
    const accuracy = await estimateOf("accuracy", countedValues(COUNTS), {}, "bootstrap");
    expect(accuracy).toMatchObject({ test: "bootstrap-bca", interval: "bootstrap-bca", resamples: 2000 });
  });
});

describe("other metrics of counts", () => {
  test("have the intervals of a bootstrap that draws row by row and takes each metric by its definition", async () => {
    const resamples = 4000;
    const settings = { resamples, confidence: 0.9, interval: "percentile" } as const;
    const ours = await estimates(["macro-recall", "macro-f1"], countedValues(COUNTS), settings);
    const theirs = naiveIntervals(resamples, 0.9);
    for (const [index, { difference }] of ours.entries()) {
      const reference = theirs[index];
      if (reference === undefined || difference === null) throw new Error("no interval");
      // The end of a 90 % interval has a standard error of about 2.1 sd / sqrt(draws); 5 of two such.
      const deviation = (reference.high - reference.low) / 3.29;
      const tolerance = (5 * Math.SQRT2 * 2.1 * deviation) / Math.sqrt(resamples);
      expect(Math.abs(difference.low - reference.low)).toBeLessThan(tolerance);
      expect(Math.abs(difference.high - reference.high)).toBeLessThan(tolerance);
    }
  });

  test("do not depend on which others are asked for, nor on the order of the rows", async () => {
    const both = await estimates(["macro-recall", "macro-f1"], countedValues(COUNTS));
    const alone = await estimates(["macro-f1"], countedValues(COUNTS.toReversed()));
    expect(alone[0]?.difference).toEqual(both[1]?.difference);
    expect(alone[0]?.pValue).toBe(both[1]?.pValue);
  });

  test("of equal predictions differ by nothing, surely", async () => {
    const values = countedValues([
      ["a", "a", "a", 30],
      ["b", "a", "a", 10],
      ["b", "b", "b", 20],
    ]);
    for (const { difference, pValue } of await estimates(["accuracy", "macro-f1", "mcc"], values)) {
      expect(difference?.estimate).toBe(0);
      expect(pValue).toBe(1);
    }
    const f1 = await estimateOf("macro-f1", values);
    expect(f1.difference).toEqual({ estimate: 0, low: 0, high: 0 });
    expect(f1.interval).toBe("bootstrap-percentile");
  });

  test("without a baseline have a value and its standard error, by hand sqrt(0.8 x 0.2 / 99) for accuracy of 80 in 100", async () => {
    const { baseline: _, ...values } = countedValues([
      ["a", "a", "a", 80],
      ["a", "a", "b", 20],
    ]);
    const accuracy = await estimateOf("accuracy", values);
    expect(accuracy).toMatchObject({ candidate: 0.8, baseline: null, difference: null, pValue: null });
    expect(accuracy.standardError).toBeCloseTo(Math.sqrt((0.8 * 0.2) / 99), 10);
  });

  test("a draw in which the metric is not defined is left out; where there are too many, there is no difference", async () => {
    const once = { ...metricNamed("macro-recall"), id: "recall-of-b" };
    if (once.kind !== "counts") throw new Error("not of counts");
    // The recall of b, whose only row is missing from a share of about (1 - 1/n)^n = 37 % of the draws.
    const metric = {
      ...once,
      of: ({ hits, support }: Parameters<typeof once.of>[0]) => (hits[1] ?? 0) / (support[1] ?? 0),
    };
    const sides = comparedSides(
      countedValues([
        ["a", "a", "a", 40],
        ["b", "a", "b", 1],
      ]),
    );
    const [found] = await estimate([{ metric, test: null }], sides, allRows(sides), SETTINGS, resampleHere);
    expect(found).toMatchObject({ difference: null, pValue: null, resamples: 0 });
  });
});

describe("weights and clusters", () => {
  test("whole weights count rows as often as they say", async () => {
    const { label } = countedValues(COUNTS).shared;
    const weighted = await estimateOf("macro-f1", {
      ...countedValues(COUNTS),
      weights: label.map((name) => (name === "a" ? 2 : 1)),
    });
    const doubled = COUNTS.map(
      ([name, was, now, count]): CountedRows => [name, was, now, name === "a" ? 2 * count : count],
    );
    const repeated = await estimateOf("macro-f1", countedValues(doubled));
    expect(weighted.candidate).toBeCloseTo(repeated.candidate, 12);
    expect(weighted.baseline).toBeCloseTo(repeated.baseline ?? Number.NaN, 12);
  });

  test("accuracy of clusters has the robust error by hand: differences of 2, 0, -1 and 1 in 4 clusters of 3 rows", async () => {
    const right = (rows: readonly number[]) => rows.map((isRight) => (isRight === 1 ? "y" : "n"));
    const found = await estimateOf("accuracy", {
      shared: { label: Array.from({ length: 12 }, () => "y") },
      candidate: { prediction: right([1, 1, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1]) },
      baseline: { prediction: right([0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 1]) },
      clusters: [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3],
    });
    // The mean is 2/12; sums of deviations from it are 1.5, -0.5, -1.5, 0.5, their squares 5; sqrt(4/3 * 5) / 12 = 0.2151657.
    const error = Math.sqrt(20 / 3) / 12;
    // t of 3 degrees of freedom: scipy.stats.t.ppf(0.975, 3).
    expect(found.difference?.estimate).toBeCloseTo(2 / 12, 12);
    expect(found.difference?.high).toBeCloseTo(2 / 12 + 3.182446305284263 * error, 9);
    expect(found).toMatchObject({ interval: "cluster-robust", test: "cluster-robust", resamples: 0 });
  });

  test("rows in clusters of one are all but independent", async () => {
    const values = countedValues(COUNTS);
    const clusters = values.shared.label.map((_, row) => row);
    const clustered = await estimateOf("macro-f1", { ...values, clusters });
    const drawn = await estimateOf("macro-f1", values, { resamples: 10_000 });
    const width = ({ difference }: Estimate) => (difference?.high ?? Number.NaN) - (difference?.low ?? Number.NaN);
    expect(width(clustered) / width(drawn)).toBeGreaterThan(0.95);
    expect(width(clustered) / width(drawn)).toBeLessThan(1.05);
  });

  test("one cluster tells nothing of how sure a difference is", async () => {
    const values = countedValues(COUNTS);
    const clusters = values.shared.label.map(() => 0);
    for (const asked of [null, "bootstrap"] as const) {
      const found = await estimateOf("macro-f1", { ...values, clusters }, {}, asked);
      expect(found.difference).toMatchObject({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
      expect(found.pValue).toBeNull();
    }
  });
});

/** Draws rows one by one; macro recall and F1 from scratch, by recall and precision rather than by counts. */
function naiveIntervals(draws: number, confidence: number) {
  const rows = COUNTS.flatMap(([label, baseline, candidate, count]) =>
    Array.from({ length: count }, () => ({ label, baseline, candidate })),
  );
  const random = createRandom(99);
  const drawn = [new Float64Array(draws), new Float64Array(draws)];
  for (let draw = 0; draw < draws; draw++) {
    const chosen = rows.flatMap(() => rows[random.integer(rows.length)] ?? []);
    const now = naiveMetrics(chosen.map(({ label, candidate }) => [label, candidate]));
    const was = naiveMetrics(chosen.map(({ label, baseline }) => [label, baseline]));
    for (const [index, values] of drawn.entries())
      values[draw] = (now[index] ?? Number.NaN) - (was[index] ?? Number.NaN);
  }
  return drawn.map((values) => percentileInterval(values, confidence));
}

function naiveMetrics(pairs: readonly (readonly [string, string])[]): number[] {
  const perClass = [...new Set(pairs.map(([label]) => label))].map((name) => {
    const ofClass = pairs.filter(([label]) => label === name);
    const hits = ofClass.filter(([, prediction]) => prediction === name).length;
    const predicted = pairs.filter(([, prediction]) => prediction === name).length;
    const recall = hits / ofClass.length;
    const precision = predicted === 0 ? 0 : hits / predicted;
    return { recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
  });
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return [mean(perClass.map(({ recall }) => recall)), mean(perClass.map(({ f1 }) => f1))];
}

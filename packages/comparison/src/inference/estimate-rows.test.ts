import { describe, expect, test } from "vitest";
import { allRows, type ComparedValues, comparedSides } from "../../fixtures/compared.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { estimate } from "./estimate.ts";
import type { Asked, Estimate, InferenceSettings } from "./estimate-types.ts";
import { type Resampler, resampleHere } from "./resampler.ts";
import { drawRows } from "./row-draws.ts";

const SETTINGS: InferenceSettings = { confidence: 0.95, resamples: 2000, seed: 1, interval: "bca" };

/** A case worked out with Yandex's implementation of Sun and Xu (2014): AUCs .92 and .88, variances .0088 and .0168. */
const SCORED = {
  shared: { label: [..."0011010110"] },
  candidate: { score: [0.1, 0.4, 0.35, 0.8, 0.2, 0.9, 0.5, 0.6, 0.7, 0.3] },
  baseline: { score: [0.2, 0.3, 0.4, 0.7, 0.1, 0.6, 0.65, 0.8, 0.5, 0.35] },
};

const LATENCIES = {
  candidate: { ms: Array.from({ length: 300 }, (_, row) => 100 + ((row * 7919) % 311)) },
  baseline: { ms: Array.from({ length: 300 }, (_, row) => 90 + ((row * 104729) % 293)) },
};

async function estimateOf(
  name: string,
  values: ComparedValues,
  test: Asked["test"] = null,
  settings: Partial<InferenceSettings> = {},
  resampler: Resampler = resampleHere,
): Promise<Estimate> {
  const metric = parseMetric(name, { positive: "1", isMultiLabel: false });
  const sides = comparedSides(values);
  const [found] = await estimate([{ metric, test }], sides, allRows(sides), { ...SETTINGS, ...settings }, resampler);
  if (found === undefined) throw new Error("no estimate");
  return found;
}

describe("a metric with an influence function", () => {
  test("ROC AUC has DeLong's test: .92 against .88, p = 10^-0.12749", async () => {
    const found = await estimateOf("roc-auc", SCORED);
    expect(found).toMatchObject({ interval: "delong", test: "delong", resamples: 0 });
    expect(found.candidate).toBeCloseTo(0.92, 12);
    expect(found.difference?.estimate).toBeCloseTo(0.04, 12);
    expect(found.standardError).toBeCloseTo(Math.sqrt(0.0088), 12);
    expect(Math.log10(found.pValue ?? Number.NaN)).toBeCloseTo(-0.12749, 5);
  });

  test("RMSE has the delta method's error, by hand: squares of 1, 1, 4, 4 against 0", async () => {
    // Root of the mean: sqrt(2.5); the squares' variance 2.25, over 4, over (2 sqrt(2.5))^2 = 10: sqrt(0.05625).
    const found = await estimateOf("rmse", {
      shared: { label: [0, 0, 0, 0] },
      candidate: { prediction: [1, -1, 2, -2] },
    });
    expect(found.candidate).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(found.standardError).toBeCloseTo(Math.sqrt(0.05625), 12);
  });

  test("is drawn where that is asked for, with the bias-corrected interval", async () => {
    const found = await estimateOf("roc-auc", SCORED, "bootstrap");
    expect(found.interval).toBe("bootstrap-bca");
    expect(found.difference?.low).toBeLessThan(0.04);
    expect(found.difference?.high).toBeGreaterThan(0.04);
  });

  test("is robust against clusters, whose rows may repeat without making anything surer", async () => {
    const repeat = <T>(values: readonly T[]) => values.flatMap((value) => [value, value]);
    const clusters = SCORED.candidate.score.map((_, row) => row);
    const once = await estimateOf(
      "rmse",
      rmseValues(clusters, (values) => values),
    );
    const twice = await estimateOf("rmse", rmseValues(repeat(clusters), repeat));
    expect(once).toMatchObject({ interval: "cluster-robust", test: "cluster-robust" });
    expect(twice.difference?.low).toBeCloseTo(once.difference?.low ?? Number.NaN, 9);
  });

  test("of one class alone is not defined, and there is no difference", async () => {
    const found = await estimateOf("roc-auc", { ...SCORED, shared: { label: [..."1111111111"] } });
    expect(found).toMatchObject({ candidate: Number.NaN, difference: null, pValue: null });
  });

  test("of one positive row has no error, and so no interval", async () => {
    const found = await estimateOf("roc-auc", { ...SCORED, shared: { label: [..."1000000000"] } });
    expect(found.difference).toMatchObject({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
    expect(found.pValue).toBeNull();
  });

  test("a perfect version against one that guesses has no error at all, and yet p is not 0", async () => {
    const found = await estimateOf("roc-auc", {
      shared: { label: [..."0011"] },
      candidate: { score: [0.1, 0.2, 0.8, 0.9] },
      baseline: { score: [0.5, 0.5, 0.5, 0.5] },
    });
    expect(found.difference?.estimate).toBeCloseTo(0.5, 12);
    expect(found.pValue).toBe(1 / 8);
  });
});

describe("a metric without one", () => {
  test("is drawn row by row, has the percentile interval, and a standard error from its draws", async () => {
    const found = await estimateOf("quantile(column=ms,q=0.9)", LATENCIES);
    expect(found).toMatchObject({ interval: "bootstrap-percentile", test: "bootstrap-student", resamples: 2000 });
    expect(found.standardError).toBeGreaterThan(0);
    const { low, estimate: change, high } = found.difference ?? { low: 0, estimate: 0, high: 0 };
    expect(low).toBeLessThanOrEqual(change);
    expect(high).toBeGreaterThanOrEqual(change);
  });

  test("without a baseline has a value and its standard error", async () => {
    const found = await estimateOf("quantile(column=ms,q=0.5)", { candidate: LATENCIES.candidate });
    expect(found).toMatchObject({ baseline: null, difference: null, pValue: null });
    // The middle of 300 values spread over 310: sqrt(0.25 / 300) * 311 = 8.98, and 200 draws tell it to about 5 %.
    expect(found.standardError).toBeGreaterThan(7);
    expect(found.standardError).toBeLessThan(11);
  });

  test("has the same draws in whatever pieces they are made", async () => {
    const inPieces: Resampler = {
      run: (drawing) => {
        const pieces = [1500, 700, 0].map((from, index) => drawRows(drawing)(from, [2000, 1500, 700][index] ?? 0));
        const joined = (which: "candidate" | "baseline") =>
          Float64Array.from(pieces.toReversed().flatMap((piece) => [...(piece[which] ?? [])]));
        return Promise.resolve({ candidate: joined("candidate"), baseline: joined("baseline") });
      },
    };
    const name = "quantile(column=ms,q=0.9)";
    expect(await estimateOf(name, LATENCIES, null, {}, inPieces)).toEqual(await estimateOf(name, LATENCIES));
  });

  test("the seed determines the interval", async () => {
    const run = (seed: number) => estimateOf("quantile(column=ms,q=0.9)", LATENCIES, null, { seed });
    expect(await run(3)).toEqual(await run(3));
    expect((await run(3)).standardError).not.toBe((await run(4)).standardError);
  });
});

test("no rows have no values", async () => {
  const sides = comparedSides(SCORED);
  const metric = parseMetric("roc-auc", { positive: "1", isMultiLabel: false });
  const [found] = await estimate([{ metric, test: null }], sides, new Uint32Array(), SETTINGS, resampleHere);
  expect(found).toMatchObject({ candidate: Number.NaN, baseline: Number.NaN, difference: null, pValue: null });
});

test("a test of paired values is refused to a metric that has none", async () => {
  await expect(estimateOf("roc-auc", SCORED, "wilcoxon")).rejects.toThrow(/roc-auc: test=wilcoxon needs a value a row/);
});

function rmseValues(
  clusters: readonly number[],
  spread: (values: readonly number[]) => readonly number[],
): ComparedValues {
  return {
    shared: { label: spread(clusters.map(() => 0)) },
    candidate: { prediction: spread(SCORED.candidate.score) },
    baseline: { prediction: spread(SCORED.baseline.score) },
    clusters,
  };
}

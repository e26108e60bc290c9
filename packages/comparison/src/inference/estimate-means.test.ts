import { describe, expect, test } from "vitest";
import { allRows, type ComparedValues, comparedSides } from "../../fixtures/compared.ts";
import type { MeanMetric } from "../metrics/metric.ts";
import { parseMetric } from "../metrics/parse-metric.ts";
import { numbersOf } from "../tables/side.ts";
import { estimate } from "./estimate.ts";
import type { Asked, Estimate, InferenceSettings } from "./estimate-types.ts";
import { resampleHere } from "./resampler.ts";

const SETTINGS: InferenceSettings = { confidence: 0.95, resamples: 2000, seed: 1, interval: "bca" };

const MEAN: MeanMetric = {
  kind: "mean",
  id: "mean(column=x)",
  direction: "lower-is-better",
  directionSource: "definition",
  unit: "number",
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  requests: [{ kind: "number", column: "x", isOptional: false, least: Number.NEGATIVE_INFINITY }],
  isBinary: false,
  valuesOf: (side) => numbersOf(side, "x"),
};

/** Cushny and Peebles' hours of sleep gained with two drugs, as Student (1908) gives them: a paired t of -4.0621, p = 0.002833. */
const SLEEP = {
  baseline: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
  candidate: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
};

async function estimateOf(
  values: Pick<ComparedValues, "weights" | "clusters"> & { candidate: readonly number[]; baseline?: readonly number[] },
  { metric = MEAN, test = null, settings = {} }: Partial<Asked> & { settings?: Partial<InferenceSettings> } = {},
): Promise<Estimate> {
  const { candidate, baseline, ...rest } = values;
  const sides = comparedSides({
    candidate: { x: candidate },
    ...(baseline !== undefined && { baseline: { x: baseline } }),
    ...rest,
  });
  const [found] = await estimate([{ metric, test }], sides, allRows(sides), { ...SETTINGS, ...settings }, resampleHere);
  if (found === undefined) throw new Error("no estimate");
  return found;
}

describe("the mean of independent rows", () => {
  test("has Student's paired t: his sleep data give p = 0.002833 and -2.45988 to -0.70012 (R's t.test)", async () => {
    const found = await estimateOf(SLEEP);
    expect(found).toMatchObject({ interval: "paired-t", test: "paired-t", resamples: 0 });
    expect(found.difference?.estimate).toBeCloseTo(-1.58, 12);
    expect(found.difference?.low).toBeCloseTo(-2.4598858, 6);
    expect(found.difference?.high).toBeCloseTo(-0.7001142, 6);
    expect(found.pValue).toBeCloseTo(0.00283289, 8);
  });

  test("keeps its digits far from zero", async () => {
    const far = (values: readonly number[]) => values.map((value) => value * 2 ** -10 + 2 ** 30);
    const found = await estimateOf({ candidate: far(SLEEP.candidate), baseline: far(SLEEP.baseline) });
    expect(found.pValue).toBeCloseTo(0.00283289, 4);
  });

  test("by hand over 0 and 1: 9 rows won and 1 lost have McNemar's p of 22 / 1024", async () => {
    const found = await estimateOf(
      { candidate: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0], baseline: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0] },
      { metric: { ...MEAN, isBinary: true } },
    );
    expect(found).toMatchObject({ test: "mcnemar-exact", interval: "newcombe-paired", pValue: 22 / 1024 });
  });

  test("takes the test that is asked for, and keeps Student's interval", async () => {
    // Nine differences are negative and one is 0: of the 2^9 ways to sign them, the two with equal signs are as extreme.
    const wilcoxon = await estimateOf(SLEEP, { test: "wilcoxon" });
    expect(wilcoxon).toMatchObject({ test: "wilcoxon", interval: "paired-t", pValue: 2 / 2 ** 9 });
    const permuted = await estimateOf(SLEEP, { test: "permutation" });
    expect(permuted).toMatchObject({ test: "permutation", interval: "paired-t", pValue: 2 / 2 ** 9 });
    const drawn = await estimateOf(SLEEP, { test: "bootstrap" });
    expect(drawn).toMatchObject({ test: "bootstrap-bca", interval: "bootstrap-bca", resamples: 2000 });
  });

  test("that all differ by the same has the p of flipping so many signs, not 0", async () => {
    const baseline = [0.1, 0.2, 0.3, 0.4];
    const found = await estimateOf({ baseline, candidate: baseline.map((value) => value + 0.7) });
    expect(found.pValue).toBe(1 / 8);
  });

  test("that differ by rounding alone do not differ", async () => {
    const found = await estimateOf({ candidate: [0.1 + 0.2, 0.3], baseline: [0.3, 0.1 + 0.2] });
    expect(found.difference?.estimate).toBe(0);
    expect(found.pValue).toBe(1);
  });

  test("of one row is a difference of which nothing more is known", async () => {
    const found = await estimateOf({ candidate: [3], baseline: [1] });
    const difference = { estimate: 2, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    expect(found).toMatchObject({ difference, pValue: null, interval: null, test: null, standardError: null });
  });

  test("with a value that is no number is no difference", async () => {
    for (const asked of [null, "wilcoxon", "permutation", "bootstrap"] as const) {
      const found = await estimateOf({ candidate: [1, Number.NaN, 2], baseline: [1, 2, 3] }, { test: asked });
      expect(found).toMatchObject({ candidate: Number.NaN, difference: null, pValue: null });
    }
  });

  test("so small that their squares are 0 has no interval, and so large that their sum is infinite no difference", async () => {
    const scaled = (scale: number) => ({
      candidate: SLEEP.candidate.map((value) => value * scale),
      baseline: SLEEP.baseline.map((value) => value * scale),
    });
    const tiny = await estimateOf(scaled(1e-200));
    expect(tiny.difference).toMatchObject({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
    expect(tiny.pValue).toBeNull();
    expect((await estimateOf(scaled(1e-100))).pValue).toBeCloseTo(0.00283289, 8);
    expect((await estimateOf(scaled(1e150))).pValue).toBeCloseTo(0.00283289, 8);
    const sum = parseMetric("sum(column=x)", { positive: null, isMultiLabel: false });
    const huge = { candidate: SLEEP.candidate.map(() => 1e308), baseline: SLEEP.baseline.map(() => 1e308) };
    expect(await estimateOf(huge, { metric: sum })).toMatchObject({ difference: null, pValue: null });
  });

  test("alone has its standard error, s / sqrt(n): of 1, 2, 3, 4 that is sqrt(5/3) / 2", async () => {
    const found = await estimateOf({ candidate: [1, 2, 3, 4] });
    expect(found).toMatchObject({ candidate: 2.5, baseline: null, difference: null, pValue: null });
    expect(found.standardError).toBeCloseTo(Math.sqrt(5 / 3) / 2, 12);
  });

  test("at full confidence has an interval without ends", async () => {
    const found = await estimateOf(SLEEP, { settings: { confidence: 1 } });
    expect(found.difference).toMatchObject({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
    expect(found.pValue).toBeCloseTo(0.00283289, 8);
  });
});

describe("weights and clusters", () => {
  test("equal weights change nothing, and rows of weight 0 are as if not there", async () => {
    const plain = await estimateOf(SLEEP);
    const weighted = await estimateOf({ ...SLEEP, weights: SLEEP.baseline.map(() => 3) });
    expect(weighted.difference?.low).toBeCloseTo(plain.difference?.low ?? Number.NaN, 12);
    const padded = await estimateOf({
      candidate: [...SLEEP.candidate, 100, -7],
      baseline: [...SLEEP.baseline, 0, 3],
      weights: [...SLEEP.baseline.map(() => 3), 0, 0],
    });
    expect(padded.difference?.low).toBeCloseTo(plain.difference?.low ?? Number.NaN, 12);
    expect(padded.pValue).toBeCloseTo(plain.pValue ?? Number.NaN, 12);
  });

  test("clusters make the error robust: by hand sums of deviations of 3, -3 and 0 in 3 clusters of 2", async () => {
    // Differences 2 3 | 0 -1 | 1 1, mean 1: sums of deviations 3, -3, 0; sqrt(3/2 * 18) / 6 = 0.8660254.
    const found = await estimateOf({
      candidate: [2, 3, 0, -1, 1, 1],
      baseline: [0, 0, 0, 0, 0, 0],
      clusters: [0, 0, 1, 1, 2, 2],
    });
    // scipy.stats.t.ppf(0.975, 2) = 4.302652729749464.
    expect(found.difference?.high).toBeCloseTo(1 + (4.302652729749464 * Math.sqrt(27)) / 6, 9);
    expect(found).toMatchObject({ interval: "cluster-robust", test: "cluster-robust" });
  });

  test("whole clusters are drawn: rows that repeat within a cluster make nothing surer", async () => {
    const repeat = (values: readonly number[]) => values.flatMap((value) => [value, value, value]);
    const once = await estimateOf({ ...SLEEP, clusters: SLEEP.baseline.map((_, row) => row) }, { test: "bootstrap" });
    const thrice = await estimateOf(
      {
        candidate: repeat(SLEEP.candidate),
        baseline: repeat(SLEEP.baseline),
        clusters: repeat(SLEEP.baseline.map((_, row) => row)),
      },
      { test: "bootstrap" },
    );
    expect(thrice.difference?.low).toBeCloseTo(once.difference?.low ?? Number.NaN, 12);
    expect(thrice.difference?.high).toBeCloseTo(once.difference?.high ?? Number.NaN, 12);
  });

  test("tests that cannot weigh or know no clusters are refused", async () => {
    const weights = SLEEP.baseline.map(() => 2);
    const clusters = SLEEP.baseline.map((_, row) => row % 4);
    await expect(estimateOf({ ...SLEEP, weights }, { test: "wilcoxon" })).rejects.toThrow(/cannot weigh rows/);
    await expect(estimateOf({ ...SLEEP, clusters }, { test: "paired-t" })).rejects.toThrow(/these are clustered/);
  });
});

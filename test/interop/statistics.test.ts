import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  acceleration,
  bcaInterval,
  benjaminiHochberg,
  binomialProbability,
  clusterStandardError,
  fisherExact,
  fisherExactOneSided,
  holm,
  mcnemarExact,
  momentsOf,
  newcombeDifference,
  newcombePaired,
  normalCdf,
  normalQuantile,
  sampleVariance,
  signFlipTest,
  studentTest,
  studentTQuantile,
  studentTwoSided,
  welch,
  wilcoxonSignedRank,
  wilsonInterval,
} from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { pythonWith } from "./python-environment.ts";
import { CASES } from "./statistics/cases.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];

/** The most that any closed form may be off, relatively. */
const MOST_ERROR = 1e-9;

/** Of a few operations on numbers about 1. */
const ROUNDING = 4 * Number.EPSILON;

const numbers = v.array(v.number());
const lists = v.array(numbers);
const answerSchema = v.strictObject({
  mcnemar: numbers,
  binomtest: numbers,
  wilson: lists,
  holm: lists,
  benjaminiHochberg: lists,
  normalQuantiles: numbers,
  normalShares: numbers,
  binomials: numbers,
  studentPValues: numbers,
  studentQuantiles: numbers,
  fisher: lists,
  fisherOfScipy: lists,
  newcombe: lists,
  newcombePaired: lists,
  oneSample: lists,
  twoSamples: lists,
  moments: lists,
  wilcoxon: lists,
  permutation: numbers,
  clustered: numbers,
  bca: v.array(v.strictObject({ draws: numbers, estimate: v.number(), interval: numbers })),
});

let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  const python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "statistics", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(CASES));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("McNemar's exact test agrees with statsmodels and with SciPy's exact binomial test, far tails included", () => {
  const ours = CASES.mcnemar.map(([b, c]) => mcnemarExact(b, c));
  expectClose(ours, answer.binomtest);
  expectClose(ours, answer.mcnemar);
});

test("Fisher's exact test, two-sided and one-sided, agrees with exact fractions, and with SciPy", () => {
  const ours = CASES.fisher.map(([a, b, c, d]) => [
    fisherExact(a, b, c, d),
    fisherExactOneSided(a, b, c, d, "less"),
    fisherExactOneSided(a, b, c, d, "greater"),
  ]);
  expectListsClose(ours, answer.fisher);
  expectListsClose(ours, answer.fisherOfScipy);
});

test("Wilson's and Newcombe's intervals agree with statsmodels", () => {
  expectListsClose(
    CASES.wilson.map((asked) => ends(wilsonInterval(...asked))),
    answer.wilson,
    ROUNDING,
  );
  expectListsClose(
    CASES.newcombe.map((asked) => ends(newcombeDifference(...asked))),
    answer.newcombe,
    ROUNDING,
  );
  expectListsClose(
    CASES.newcombePaired.map((asked) => ends(newcombePaired(...asked))),
    answer.newcombePaired,
    ROUNDING,
  );
});

test("Holm's and Benjamini and Hochberg's corrections agree with statsmodels", () => {
  expectListsClose(CASES.pValues.map(holm), answer.holm);
  expectListsClose(CASES.pValues.map(benjaminiHochberg), answer.benjaminiHochberg);
});

test("the normal, binomial and Student's distribution agree with SciPy", () => {
  expectClose(CASES.normalQuantiles.map(normalQuantile), answer.normalQuantiles);
  expectClose(CASES.normalShares.map(normalCdf), answer.normalShares);
  expectClose(
    CASES.binomials.map((asked) => binomialProbability(...asked)),
    answer.binomials,
  );
  expectClose(
    CASES.studentPValues.map((asked) => studentTwoSided(...asked)),
    answer.studentPValues,
  );
  expectClose(
    CASES.studentQuantiles.map((asked) => studentTQuantile(...asked)),
    answer.studentQuantiles,
  );
});

test("Student's and Welch's t agree with SciPy: p, interval, degrees of freedom", () => {
  const ofOne = CASES.oneSample.map(([values, level]) => {
    const moments = momentsOf(values);
    const standardError = Math.sqrt(sampleVariance(moments) / values.length);
    const sample = { estimate: moments.mean, standardError, degreesOfFreedom: values.length - 1 };
    const { pValue, low, high } = studentTest(sample, level);
    return [pValue, low, high];
  });
  expectListsClose(ofOne, answer.oneSample);
  const ofTwo = CASES.twoSamples.map(([first, second, level]) => {
    const [a, b] = [momentsOf(first), momentsOf(second)];
    const sample = welch(a.mean, sampleVariance(a), a.count, b.mean, sampleVariance(b), b.count);
    const { pValue, low, high } = studentTest(sample, level);
    return [pValue, low, high, sample.degreesOfFreedom];
  });
  expectListsClose(ofTwo, answer.twoSamples);
});

test("weighted means and variances agree with statsmodels", () => {
  const ours = CASES.moments.map(([values, weights]) => {
    const { mean, squares, weight } = momentsOf(values, weights);
    return [mean, squares / weight];
  });
  expectListsClose(ours, answer.moments);
});

test("Wilcoxon's signed ranks and the permutation test agree with SciPy", () => {
  const ours = CASES.wilcoxon.map((differences) => {
    const { statistic, pValue } = wilcoxonSignedRank(Float64Array.from(differences));
    return [statistic, pValue];
  });
  expectListsClose(ours, answer.wilcoxon);
  expectClose(
    CASES.permutation.map((values) => signFlipTest(Float64Array.from(values), { resamples: 1024, seed: 1 }).pValue),
    answer.permutation,
  );
});

test("cluster-robust standard errors agree with statsmodels' regression on a constant", () => {
  expectClose(
    CASES.clustered.map(([values, codes]) => clusterStandardError(values, codes, 10)),
    answer.clustered,
  );
});

test("the bias-corrected and accelerated interval agrees with SciPy's from the same draws, ties among them", () => {
  const ours = answer.bca.map(({ draws, estimate }, index) => {
    const [values, level] = CASES.bca[index] ?? [[], Number.NaN];
    const influence = values.map((value) => value - estimate);
    return ends(bcaInterval(Float64Array.from(draws), estimate, acceleration(influence), level));
  });
  expectListsClose(
    ours,
    answer.bca.map(({ interval }) => interval),
  );
});

function ends({ low, high }: { readonly low: number; readonly high: number }): number[] {
  return [low, high];
}

function expectListsClose(
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[],
  rounding = 0,
): void {
  expect(ours.map((list) => list.length)).toEqual(theirs.map((list) => list.length));
  expectClose(ours.flat(), theirs.flat(), rounding);
}

/** Each within MOST_ERROR of its reference, relatively; `rounding` is what is left of zero where numbers about 1 cancel. */
function expectClose(ours: readonly number[], theirs: readonly number[], rounding = 0): void {
  expect(ours).toHaveLength(theirs.length);
  for (const [index, reference] of theirs.entries()) {
    const error = Math.abs((ours[index] ?? Number.NaN) - reference);
    const allowed = MOST_ERROR * Math.abs(reference) + rounding;
    expect(error, `number ${index}: ${ours[index]} against ${reference}`).toBeLessThanOrEqual(allowed);
  }
}

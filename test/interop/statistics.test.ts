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
import { conforms, createTally, relativeDifference } from "../harness/conforms.ts";
import { programVersion, pythonVersion } from "../harness/peer-versions.ts";
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

const compared = createTally();
let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "statistics", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(CASES));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("McNemar's exact test agrees with statsmodels and with SciPy's exact binomial test, far tails included", async () => {
  const ours = CASES.mcnemar.map(([b, c]) => mcnemarExact(b, c));
  expectClose(ours, answer.binomtest);
  await agrees("scipy", "McNemar's exact test, far tails included");
  expectClose(ours, answer.mcnemar);
  await agrees("statsmodels", "McNemar's exact test, far tails included");
});

test("Fisher's exact test, two-sided and one-sided, agrees with exact fractions, and with SciPy", async () => {
  const ours = CASES.fisher.map(([a, b, c, d]) => [
    fisherExact(a, b, c, d),
    fisherExactOneSided(a, b, c, d, "less"),
    fisherExactOneSided(a, b, c, d, "greater"),
  ]);
  expectListsClose(ours, answer.fisher);
  conforms({
    area: "Statistics",
    claim: "Fisher's exact test, by exact fractions",
    peer: "Python's fractions",
    version: await programVersion(python),
    ...compared.take(),
  });
  expectListsClose(ours, answer.fisherOfScipy);
  await agrees("scipy", "Fisher's exact test, two-sided and one-sided");
});

test("Wilson's and Newcombe's intervals agree with statsmodels", async () => {
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
  await agrees("statsmodels", "Wilson's and Newcombe's intervals");
});

test("Holm's and Benjamini and Hochberg's corrections agree with statsmodels", async () => {
  expectListsClose(CASES.pValues.map(holm), answer.holm);
  expectListsClose(CASES.pValues.map(benjaminiHochberg), answer.benjaminiHochberg);
  await agrees("statsmodels", "Holm's and Benjamini and Hochberg's corrections");
});

test("the normal, binomial and Student's distribution agree with SciPy", async () => {
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
  await agrees("scipy", "the normal, binomial and Student's distribution");
});

test("Student's and Welch's t agree with SciPy: p, interval, degrees of freedom", async () => {
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
  await agrees("scipy", "Student's and Welch's t: p, interval, degrees of freedom");
});

test("weighted means and variances agree with statsmodels", async () => {
  const ours = CASES.moments.map(([values, weights]) => {
    const { mean, squares, weight } = momentsOf(values, weights);
    return [mean, squares / weight];
  });
  expectListsClose(ours, answer.moments);
  await agrees("statsmodels", "weighted means and variances");
});

test("Wilcoxon's signed ranks and the permutation test agree with SciPy", async () => {
  const ours = CASES.wilcoxon.map((differences) => {
    const { statistic, pValue } = wilcoxonSignedRank(Float64Array.from(differences));
    return [statistic, pValue];
  });
  expectListsClose(ours, answer.wilcoxon);
  expectClose(
    CASES.permutation.map((values) => signFlipTest(Float64Array.from(values), { resamples: 1024, seed: 1 }).pValue),
    answer.permutation,
  );
  await agrees("scipy", "Wilcoxon's signed ranks and the permutation test");
});

test("cluster-robust standard errors agree with statsmodels' regression on a constant", async () => {
  expectClose(
    CASES.clustered.map(([values, codes]) => clusterStandardError(values, codes, 10)),
    answer.clustered,
  );
  await agrees("statsmodels", "cluster-robust standard errors");
});

test("the bias-corrected and accelerated interval agrees with SciPy's from the same draws, ties among them", async () => {
  const ours = answer.bca.map(({ draws, estimate }, index) => {
    const [values, level] = CASES.bca[index] ?? [[], Number.NaN];
    const influence = values.map((value) => value - estimate);
    return ends(bcaInterval(Float64Array.from(draws), estimate, acceleration(influence), level));
  });
  expectListsClose(
    ours,
    answer.bca.map(({ interval }) => interval),
  );
  await agrees("scipy", "the bias-corrected and accelerated interval of the same draws");
});

async function agrees(name: "scipy" | "statsmodels", claim: string): Promise<void> {
  const peer = name === "scipy" ? "SciPy" : name;
  conforms({ area: "Statistics", claim, peer, version: await pythonVersion(python, name), ...compared.take() });
}

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
    // What is left of zero where numbers about 1 cancel is no share of it.
    compared.add(error <= rounding ? 0 : relativeDifference(ours[index] ?? Number.NaN, reference));
  }
}

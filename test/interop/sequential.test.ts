import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  adjustByCovariate,
  asymptoticPValue,
  asymptoticSequence,
  difference,
  type Estimate,
  empiricalBernstein,
  logRateEvidence,
  meanOfUnits,
  ratePValue,
  rateSequence,
  ratioOfUnits,
  relativeDifference,
  seriesMean,
} from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";
import { CASES } from "./sequential/cases.ts";

const PACKAGES = ["gbstats==0.8.0", "scipy==1.17.1", "statsmodels==0.15.0"];
const MOST_ERROR = 1e-9;
/** Logarithms of gamma functions of a million have that much less left than they have digits. */
const CANCELLED = 1e-7;

const list = v.array(v.number());
const lists = v.array(list);
const answerSchema = v.strictObject({
  gbstats: v.array(v.strictObject({ absolute: list, relative: list, ratio: list, adjusted: list })),
  mixtures: list,
  rates: lists,
  bounded: lists,
  rareEvents: list,
  series: list,
});

const compared = createTally("absolute");
let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "sequential", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  // gbstats is given our slope: where it finds one, the difference of the versions is in it too.
  const pairs = CASES.pairs.map((pair) => ({ ...pair, theta: adjustByCovariate(pair.candidate, pair.baseline).theta }));
  child.stdin.end(JSON.stringify({ ...CASES, pairs }));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("differences of means and of ratios, absolute and relative, have gbstats' sequence and p-value", async () => {
  for (const [index, { candidate, baseline, alpha, tightestAt }] of CASES.pairs.entries()) {
    const theirs = answer.gbstats[index];
    const settings = { alpha, side: "two-sided", tightestAt } as const;
    // Its clock counts all units.
    const ours = (found: Estimate) => {
      const counted = { ...found, units: candidate.units + baseline.units };
      const { low, high } = asymptoticSequence(counted, settings);
      return [found.estimate, low, high, asymptoticPValue(counted, 0, settings)];
    };
    const [now, was] = [meanOfUnits(candidate), meanOfUnits(baseline)];
    expectClose(ours(difference(now, was)), theirs?.absolute);
    expectClose(ours(relativeDifference(now, was)), theirs?.relative);
    expectClose(ours(difference(ratioOfUnits(candidate), ratioOfUnits(baseline))), theirs?.ratio);
  }
  await agrees("GrowthBook's gbstats", "gbstats", "sequences and p-values of differences, relative ones and ratios");
});

test("values adjusted by CUPED have gbstats' means and variances", async () => {
  for (const [index, pair] of CASES.pairs.entries()) {
    const { candidate, baseline } = adjustByCovariate(pair.candidate, pair.baseline);
    const ours = [candidate.value - baseline.value, candidate.unitVariance, baseline.unitVariance];
    expectClose(ours, answer.gbstats[index]?.adjusted);
  }
  await agrees("GrowthBook's gbstats", "gbstats", "means and variances adjusted by CUPED");
});

test("the beta-binomial mixture is its definition by SciPy's beta functions", async () => {
  const ours = CASES.mixtures.map(([sum, n, p, side, alpha, tightestAt]) =>
    Math.log(ratePValue(sum, n, p, { alpha, side, tightestAt })),
  );
  // A p-value is never above 1.
  expectClose(
    ours,
    answer.mixtures.map((log) => Math.min(0, -log)),
    CANCELLED,
  );
  await agrees("SciPy", "scipy", "the beta-binomial mixture by its definition");
});

test("the sequence of a rate ends where SciPy finds the root", async () => {
  for (const [index, [sum, n, alpha, tightestAt]] of CASES.rates.entries()) {
    const { low, high } = rateSequence(sum, n, { alpha, side: "two-sided", tightestAt });
    expectClose([low, high], answer.rates[index], 1e-8);
  }
  await agrees("SciPy", "scipy", "ends of the sequence of a rate, as roots");
});

test("the empirical Bernstein sequence is the theorem, written down with NumPy", async () => {
  for (const [index, [values, alpha]] of CASES.bounded.entries()) {
    const { low, high } = empiricalBernstein(values, { least: 0, most: 1 }, { alpha, side: "two-sided" });
    expectClose([low, high], answer.bounded[index]);
  }
  await agrees("NumPy", "numpy", "the empirical Bernstein sequence, by its theorem");
});

test("the evidence of rare events is the average of conditional binomial bets, written down with NumPy", async () => {
  const ours = CASES.rareEvents.map(([windows, factor, plus, sign]) => {
    const counted = windows.map(([candidateUnits, candidateEvents, baselineUnits, baselineEvents]) => ({
      candidateUnits,
      candidateEvents,
      baselineUnits,
      baselineEvents,
    }));
    return logRateEvidence(counted, { factor, plus }, sign > 0 ? "above" : "below");
  });
  expectClose(ours, answer.rareEvents);
  await agrees("NumPy", "numpy", "evidence of rare events, by its definition");
});

test("Newey and West's error is that of statsmodels' regression on a constant", async () => {
  const ours = CASES.series.map((values) => seriesMean(values, "newey-west").squaredError);
  expectClose(ours, answer.series);
  await agrees("statsmodels", "statsmodels", "Newey and West's error of a series");
});

async function agrees(peer: string, name: string, claim: string): Promise<void> {
  const version = await pythonVersion(python, name);
  conforms({ area: "Canary analysis", claim, peer, version, ...compared.take() });
}

/** Each within `rounding` of its reference, relatively, or absolutely where that is below 1. */
function expectClose(ours: readonly number[], theirs: readonly number[] | undefined, rounding = MOST_ERROR): void {
  expect(ours).toHaveLength(theirs?.length ?? Number.NaN);
  for (const [index, reference] of (theirs ?? []).entries()) {
    const error = Math.abs((ours[index] ?? Number.NaN) - reference);
    expect(error, `number ${index}: ${ours[index]} against ${reference}`).toBeLessThanOrEqual(
      rounding * Math.max(1e-3, Math.abs(reference)),
    );
    compared.add(error);
  }
}

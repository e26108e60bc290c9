import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { betaBelief, chiSquareRatio, logSequentialRatio, normalBelief, probabilitiesBest } from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { pythonWith } from "./python-environment.ts";

/** The last of gbstats on PyPI: it has the chance to win of two arms, not yet the weights of more. */
const PACKAGES = ["gbstats==0.8.0", "scipy==1.17.1"];

/** Five standard deviations of a share of ten million draws, at most sqrt(1/4 / 10,000,000) each. */
const DRAWN = 5 * Math.sqrt(0.25 / 10_000_000);
/** The most that 128 nodes of Gauss-Hermite quadrature are off where all arms are about equally sure. */
const HERMITE = 1e-6;
const MOST_ERROR = 1e-9;

type Pairs = readonly (readonly [number, number])[];
type Arm = readonly [units: number, mean: number, variance: number];

const COUNTS = [
  { observed: [821_588, 815_482], shares: [0.5, 0.5] },
  { observed: [5_100, 4_900], shares: [0.5, 0.5] },
  { observed: [40, 25, 35], shares: [0.3333, 0.3333, 0.3334] },
  { observed: [9_000_000, 1_000_900], shares: [0.9, 0.1] },
  { observed: [0, 3], shares: [0.01, 0.99] },
  { observed: Array.from({ length: 20 }, (_, arm) => 1_000 + arm * 7), shares: Array.from({ length: 20 }, () => 0.05) },
];
const NORMALS: readonly Pairs[] = [
  [
    [0, 1],
    [0.5, 1.5],
  ],
  [
    [0, 1],
    [0.1, 0.001],
    [-1, 4],
  ],
  [
    [10, 0.5],
    [10.2, 0.4],
    [9.9, 0.9],
    [10.1, 0.2],
    [8, 3],
  ],
];
const BETAS: readonly Pairs[] = [
  [
    [11, 91],
    [21, 81],
  ],
  [
    [1, 101],
    [2, 100],
    [3, 500],
  ],
  [
    [501, 9_501],
    [521, 9_481],
    [490, 9_510],
    [515, 9_487],
  ],
  [
    [100_001, 2],
    [1_001, 1],
  ],
];
const ALIKE: readonly Pairs[] = [
  [
    [0, 1],
    [0.5, 1.2],
    [-0.3, 0.8],
  ],
  [
    [10, 0.5],
    [10.2, 0.4],
    [9.9, 0.45],
    [10.1, 0.6],
  ],
];
const ARMS: readonly (readonly [Arm, Arm])[] = [
  [
    [1_000, 0.1, 0.09],
    [1_200, 0.12, 0.1056],
  ],
  [
    [150, 420, 90_000],
    [5_000, 400, 40_000],
  ],
  [
    [300, -2, 4],
    [300, -2, 9],
  ],
];

const lists = v.array(v.array(v.number()));
const answerSchema = v.strictObject({
  chiSquares: lists,
  logFactors: v.array(v.number()),
  normalDraws: lists,
  betaDraws: lists,
  hermite: lists,
  chances: v.array(v.number()),
});

const compared = createTally("absolute");
let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const child = spawn(python, [join(import.meta.dirname, "experiments", "reference.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify({ counts: COUNTS, normals: NORMALS, betas: BETAS, alike: ALIKE, pairs: ARMS }));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("the chi-square test of a split agrees with SciPy", async () => {
  for (const [index, counts] of COUNTS.entries()) {
    const { statistic, pValue } = chiSquareRatio([counts]);
    expectClose([statistic, pValue], answer.chiSquares[index]);
  }
  await agrees("the chi-square test of a split", "SciPy", "scipy");
});

test("the sequential test of a split agrees with its definition by SciPy's gamma functions", async () => {
  for (const [index, counts] of COUNTS.entries()) {
    // Gamma functions of ten million have eight digits less left than they have.
    expect(Math.abs(logSequentialRatio(counts) - (answer.logFactors[index] ?? Number.NaN))).toBeLessThan(1e-6);
    compared.add();
  }
  await agrees("the sequential test of a split, by its definition", "SciPy", "scipy");
});

test("the probability of each arm to be the best is how often it is the best of ten million draws", async () => {
  const normals = NORMALS.map((arms) => probabilitiesBest(arms.map((arm) => normalBelief(...arm))));
  const betas = BETAS.map((arms) => probabilitiesBest(arms.map((arm) => betaBelief(...arm))));
  expectAllWithin(normals, answer.normalDraws, DRAWN);
  expectAllWithin(betas, answer.betaDraws, DRAWN);
  await agrees("the probability of each arm to be best, within the error of ten million draws", "NumPy", "numpy");
});

test("of arms that are about equally sure it is what Gauss-Hermite quadrature gives", async () => {
  const ours = ALIKE.map((arms) => probabilitiesBest(arms.map((arm) => normalBelief(...arm))));
  expectAllWithin(ours, answer.hermite, HERMITE);
  await agrees("the same by Gauss-Hermite quadrature, arms about equally sure", "NumPy", "numpy");
});

test("of two arms it is the chance to win of GrowthBook's gbstats from a flat prior", async () => {
  const ours = ARMS.map((pair) => {
    const beliefs = pair.map(([units, mean, variance]) => normalBelief(mean, Math.sqrt(variance / units)));
    return probabilitiesBest(beliefs)[1] ?? Number.NaN;
  });
  expectClose(ours, answer.chances);
  await agrees("the chance to win of two arms, from a flat prior", "GrowthBook's gbstats", "gbstats");
});

/** Notes what a test compared with a Python package. */
async function agrees(claim: string, peer: string, name: string): Promise<void> {
  const version = await pythonVersion(python, name);
  conforms({ area: "Flags and experiments", claim, peer, version, ...compared.take() });
}

function expectClose(ours: readonly number[], theirs: readonly number[] | undefined): void {
  expect(theirs?.length).toBe(ours.length);
  for (const [index, value] of ours.entries()) {
    const other = theirs?.[index] ?? Number.NaN;
    expect(Math.abs(value - other), `${value} and ${other}`).toBeLessThanOrEqual(MOST_ERROR * Math.abs(other));
    compared.add(Math.abs(value - other));
  }
}

function expectAllWithin(ours: readonly number[][], theirs: readonly number[][], most: number): void {
  expect(theirs.map(({ length }) => length)).toEqual(ours.map(({ length }) => length));
  for (const [index, list] of ours.entries()) {
    for (const [place, value] of list.entries()) {
      const other = theirs[index]?.[place] ?? Number.NaN;
      expect(Math.abs(value - other), `${value} and ${other}`).toBeLessThan(most);
      compared.add(Math.abs(value - other));
    }
  }
}

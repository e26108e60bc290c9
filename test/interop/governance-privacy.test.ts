import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { exposureOf } from "../../packages/governance/src/privacy/canaries/exposure.ts";
import { fitSkewNormal } from "../../packages/governance/src/privacy/canaries/fit-skew-normal.ts";
import { skewNormalCdf } from "../../packages/governance/src/privacy/canaries/skew-normal.ts";
import { exampleTable } from "../../packages/governance/src/privacy/example-table.ts";
import { laplaceRdp } from "../../packages/governance/src/privacy/ledger/laplace.ts";
import { sampledGaussianRdp } from "../../packages/governance/src/privacy/ledger/sampled-gaussian.ts";
import { advantageFigures } from "../../packages/governance/src/privacy/membership/advantage.ts";
import { createAttack } from "../../packages/governance/src/privacy/membership/attack.ts";
import { aucFigures } from "../../packages/governance/src/privacy/membership/auc.ts";
import { epsilonFromCounts } from "../../packages/governance/src/privacy/membership/epsilon-lower-bound.ts";
import { liraScores } from "../../packages/governance/src/privacy/membership/lira.ts";
import { rateAt } from "../../packages/governance/src/privacy/membership/rate-at.ts";
import { measureRelease } from "../../packages/governance/src/privacy/release/measure-release.ts";
import { conforms, createTally } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { CASES, QUASI_IDENTIFIERS, SENSITIVE } from "./governance-privacy/cases.ts";
import { pythonWith } from "./python-environment.ts";

/** As they are, without what they ask for: TensorFlow and PyTorch, which nothing here uses. */
const PACKAGES = [
  "--no-deps",
  "--no-binary=tensorflow-privacy",
  "absl-py==2.5.1",
  "attrs==23.2.0",
  "cloudpickle==3.1.2",
  "dm-tree==0.1.10",
  "dp-accounting==0.6.0",
  "immutabledict==4.3.1",
  "joblib==1.6.0",
  "mpmath==1.4.1",
  "narwhals==2.29.0",
  "numpy==2.0.2",
  "opacus==1.6.0",
  "packaging==26.2",
  "pandas==2.3.3",
  "patsy==1.0.3",
  "pycanon==1.3.6",
  "python-dateutil==2.9.0.post0",
  "pytz==2026.6",
  "scikit-learn==1.9.1",
  "scipy==1.15.3",
  "six==1.17.0",
  "statsmodels==0.15.0",
  "tensorflow-privacy==0.8.11",
  "threadpoolctl==3.8.0",
  "tzdata==2026.6",
  "wrapt==2.5.2",
];

const TOLERANCE = 1e-6;

const numbers = v.array(v.number());
const named = v.record(v.string(), v.number());
const answerSchema = v.strictObject({
  tables: v.array(named),
  attacks: v.array(named),
  lira: v.array(v.strictObject({ "per-row": numbers, fixed: numbers })),
  epsilons: numbers,
  exposures: v.array(v.strictObject({ interpolated: numbers, extrapolated: numbers, fit: numbers })),
  opacus: numbers,
  dpAccounting: v.array(v.nullable(v.number())),
  laplace: numbers,
});

const compared = createTally("absolute");
let python: string;
let answer: v.InferOutput<typeof answerSchema>;

beforeAll(async () => {
  python = await pythonWith(PACKAGES);
  const script = join(import.meta.dirname, "governance-privacy", "reference.py");
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(CASES));
  answer = v.parse(answerSchema, JSON.parse(await text(child.stdout)));
});

test("a released table's figures are pycanon's", async () => {
  const gateOf = () => ({ limits: [], minimum: 1, critical: false });
  for (const [index, columns] of CASES.tables.entries()) {
    const options = { level: 0.95, gateOf, quasiIdentifiers: QUASI_IDENTIFIERS, sensitive: SENSITIVE };
    const { measures } = measureRelease(exampleTable(columns), null, options);
    const expected = answer.tables[index] ?? {};
    for (const { metric, of, candidate } of measures) {
      const name = of === null ? metric : `${metric}, ${of}`;
      // pycanon rounds down to a whole l; the same l is told here with what it was before.
      if (metric === "entropy-l-diversity")
        expect(Math.floor((candidate?.value ?? 0) + 1e-9)).toBe(expected[`whole ${name}`]);
      // Of a class with one value nothing is said here, where the paper's ratio is of the same value to itself.
      else if (candidate === null) expect(expected[`l-diversity, ${of}`]).toBe(1);
      // Not pycanon's: it sorts the counts upwards, and takes the rarest value for the paper's most frequent one.
      else expectClose([candidate.value], [expected[name] ?? Number.NaN]);
    }
  }
  await agrees("k-anonymity, l-diversity, t-closeness and their kin of released tables", "pycanon");
});

test("an attack's figures are those of scikit-learn's ROC curve and TensorFlow Privacy's RocCurve", async () => {
  for (const [index, { members, others }] of CASES.attacks.entries()) {
    const isMember = Uint8Array.from([...members.map(() => 1), ...others.map(() => 0)]);
    const attack = createAttack({ name: "a", isMember, scores: Float64Array.from([...members, ...others]) });
    const expected = answer.attacks[index] ?? {};
    const auc = aucFigures(attack, null, "paired", 0.95).candidate?.value;
    const advantage = advantageFigures(attack, null, "paired", 0.95).candidate?.value;
    expectClose([auc ?? Number.NaN, advantage ?? Number.NaN], [expected["auc"] ?? 0, expected["advantage"] ?? 0]);
    for (const rate of [0.01, 0.1, 0]) {
      const figure = rateAt(attack, rate, 0.95);
      if (figure === null) expect(others.length * rate).toBeLessThan(10);
      else expectClose([figure.value], [expected[`tpr ${rate}`] ?? Number.NaN]);
    }
  }
  await agrees("AUC, advantage and true positive rates of a membership attack", "scikit-learn", "tensorflow-privacy");
});

test("LiRA's scores are TensorFlow Privacy's, turned so that members score higher", async () => {
  for (const [index, { target, in: inside, out }] of CASES.lira.entries()) {
    const groups = [inside, out].map((side) => side.flatMap((scores, row) => scores.map((score) => ({ row, score }))));
    const all = groups.flat();
    const shadows = {
      name: "s",
      rows: Uint32Array.from(all, ({ row }) => row),
      isIn: Uint8Array.from(all, (_, place) => (place < (groups[0]?.length ?? 0) ? 1 : 0)),
      scores: Float64Array.from(all, ({ score }) => score),
      idOf: String,
    };
    const own = { name: "t", isMember: new Uint8Array(target.length), scores: Float64Array.from(target) };
    for (const variance of ["per-row", "fixed"] as const) {
      const { scores } = liraScores(own, shadows, { variant: "online", variance });
      expectClose([...scores], answer.lira[index]?.[variance] ?? []);
    }
  }
  await agrees("LiRA's scores", "tensorflow-privacy");
});

test("an epsilon from counts is TensorFlow Privacy's Clopper-Pearson bound, but never under 0", async () => {
  const ours = CASES.counts.map(([truePositives, falsePositives, members, others]) =>
    epsilonFromCounts({ truePositives, falsePositives }, { members, others }, 0.95),
  );
  expectClose(
    ours,
    answer.epsilons.map((epsilon) => Math.max(0, epsilon)),
  );
  await agrees("epsilon from an attack's counts, but never under 0", "tensorflow-privacy");
});

describe("exposure", () => {
  test("by rank is TensorFlow Privacy's", async () => {
    for (const [index, { canaries, references }] of CASES.exposures.entries()) {
      const sorted = Float64Array.from(references).sort();
      // It answers in the order of the perplexities, in which the cases are.
      const ours = canaries.map((perplexity) => exposureOf(perplexity, sorted, 0.95).value);
      expectClose(ours, answer.exposures[index]?.interpolated ?? []);
    }
    await agrees("exposure of canaries by rank", "tensorflow-privacy");
  });

  test("by a fitted skew normal distribution is TensorFlow Privacy's, as far as SciPy's search goes", async () => {
    for (const [index, { canaries, references }] of CASES.exposures.entries()) {
      const fitted = fitSkewNormal(Float64Array.from(references).sort());
      const { fit = [], extrapolated = [] } = answer.exposures[index] ?? {};
      // SciPy stops where no parameter moves by more than 1e-4; ours goes on to 1e-8.
      expectClose(
        [fitted?.shape ?? Number.NaN, fitted?.location ?? Number.NaN, fitted?.scale ?? Number.NaN],
        fit,
        1e-3,
      );
      // How far SciPy's search goes is no difference of ours.
      compared.take();
      const [shape = 0, location = 0, scale = 1] = fit;
      const ofItsFit = canaries.map((perplexity) => -Math.log2(skewNormalCdf(perplexity, { shape, location, scale })));
      expectClose(ofItsFit, extrapolated);
      await agrees("exposure of canaries by a fitted skew normal distribution", "tensorflow-privacy");
    }
  });
});

describe("a Rényi divergence", () => {
  test("of sampled Gaussian noise is that of Opacus", async () => {
    const ours = CASES.mechanisms.map((mechanism) => sampledGaussianRdp(...mechanism));
    expectClose(ours, answer.opacus);
    await agrees("Rényi divergences of sampled Gaussian noise", "opacus");
  });

  test("is that of dp-accounting at whole orders, and less at others, where it adds what alternates", async () => {
    for (const [index, mechanism] of CASES.mechanisms.entries()) {
      const expected = answer.dpAccounting[index] ?? Number.POSITIVE_INFINITY;
      const own = sampledGaussianRdp(...mechanism);
      if (Number.isInteger(mechanism[2])) expectClose([own], [expected]);
      else expect(own).toBeLessThanOrEqual(expected * (1 + TOLERANCE));
    }
    await agrees("Rényi divergences of sampled Gaussian noise at whole orders", "dp-accounting");
  });

  test("of Laplace noise is that of dp-accounting", async () => {
    expectClose(
      CASES.laplace.map(([epsilon, order]) => laplaceRdp(1 / epsilon, order)),
      answer.laplace,
    );
    await agrees("Rényi divergences of Laplace noise", "dp-accounting");
  });
});

/** Notes what a test compared with Python packages. */
async function agrees(claim: string, ...peers: readonly string[]): Promise<void> {
  const versions = await Promise.all(peers.map((peer) => pythonVersion(python, peer)));
  const told = { peer: peers.join(" and "), version: versions.join(", ") };
  conforms({ area: "Bias and privacy", claim, ...told, ...compared.take() });
}

/** Within the tolerance, relative where a number is above 1. */
function expectClose(ours: readonly number[], theirs: readonly number[], tolerance = TOLERANCE): void {
  expect(ours.length).toBe(theirs.length);
  for (const [index, expected] of theirs.entries()) {
    const off = Math.abs((ours[index] ?? Number.NaN) - expected) / Math.max(1, Math.abs(expected));
    expect(off, `${ours[index]} against ${expected}`).toBeLessThanOrEqual(tolerance);
    compared.add(off);
  }
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createRandom, seedFrom } from "@airworthy/stats";
import { beforeAll, expect, test } from "vitest";
import { mannWhitneyShift } from "../../packages/canary/src/kayenta/mann-whitney.ts";
import { rankTogether } from "../../packages/canary/src/kayenta/ranks.ts";
import { conforms, createTally } from "../harness/conforms.ts";
import { programVersion } from "../harness/peer-versions.ts";
import { needProgram } from "./debian-packages.ts";

/** Kayenta's is a translation of R's wilcox.test: both take the same steps to each end of the interval. */
const MOST_ERROR = 1e-9;
const CASES = 200;

interface Case {
  readonly confidence: number;
  readonly candidate: readonly number[];
  readonly baseline: readonly number[];
}

/** Of all sizes, scales and kinds of ties: whole numbers from few and from many, mostly zeros, and no ties at all. */
const cases: readonly Case[] = Array.from({ length: CASES }, (_, index) => {
  const random = createRandom(seedFrom(7, `case ${index}`));
  const scale = 10 ** (random.integer(7) - 3);
  const shift = random.integer(3);
  const kinds = [
    () => random.integer(4),
    () => random.integer(50),
    () => (random.next() < 0.8 ? 0 : random.next()),
    () => random.next() * 4,
  ];
  const draw = kinds[index % kinds.length] ?? random.next;
  const sample = (moved: number) =>
    Array.from({ length: 3 + random.integer(index % 5 === 0 ? 300 : 20) }, () => (draw() + moved) * scale);
  return { confidence: index % 2 === 0 ? 0.98 : 0.95, candidate: sample(shift), baseline: sample(0) };
}).filter(({ candidate, baseline }) => new Set([...candidate, ...baseline]).size > 2);

const compared = createTally();
let answers: readonly (readonly number[])[];

beforeAll(async () => {
  const program = await needProgram("Rscript", "r-base-core");
  const process = spawn(program, ["--vanilla", join(import.meta.dirname, "kayenta", "reference.R")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = cases.map(
    ({ confidence, candidate, baseline }) => `${confidence};${candidate.join(" ")};${baseline.join(" ")}\n`,
  );
  process.stdin.end(lines.join(""));
  const answer = await text(process.stdout);
  answers = answer
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
}, 600_000);

test("the interval that Kayenta's classifier rests on is that of R's wilcox.test", async () => {
  expect(cases.length).toBeGreaterThan(CASES / 2);
  expect(answers).toHaveLength(cases.length);
  for (const [index, { confidence, candidate, baseline }] of cases.entries()) {
    const [low = Number.NaN, high = Number.NaN] = answers[index] ?? [];
    const shift = mannWhitneyShift(sorted(candidate), sorted(baseline), confidence);
    const size = Math.max(...candidate.map(Math.abs), ...baseline.map(Math.abs));
    expect(Math.abs((shift?.low ?? Number.NaN) - low), `low end of case ${index}`).toBeLessThanOrEqual(
      size * MOST_ERROR,
    );
    expect(Math.abs((shift?.high ?? Number.NaN) - high), `high end of case ${index}`).toBeLessThanOrEqual(
      size * MOST_ERROR,
    );
    for (const end of [(shift?.low ?? Number.NaN) - low, (shift?.high ?? Number.NaN) - high]) {
      compared.add(Math.abs(end) / size);
    }
  }
  await agrees("ends of the interval of wilcox.test, on which Kayenta's classifier rests");
});

test("ranks, of which the common language effect is made, are R's", async () => {
  for (const [index, { candidate, baseline }] of cases.entries()) {
    const n = candidate.length;
    const { sum } = rankTogether(sorted(candidate), sorted(baseline), 0);
    expect(sum - (n * (n + 1)) / 2).toBe(answers[index]?.[2]);
    compared.add();
  }
  await agrees("rank sums of wilcox.test, of which Kayenta's effect size is made");
});

async function agrees(claim: string): Promise<void> {
  conforms({ area: "Canary analysis", claim, peer: "R", version: await programVersion("Rscript"), ...compared.take() });
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

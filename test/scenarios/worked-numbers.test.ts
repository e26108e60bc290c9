import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  asymptoticSequence,
  chiSquareRatio,
  clopperPearson,
  difference,
  logSequentialRatio,
  mcnemarExact,
  meanOfUnits,
  sequentialPValue,
} from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { REPOSITORY, SHIPPED } from "../harness/action-manifest.ts";

const PAGE = readFileSync(join(REPOSITORY, "docs", "verdicts.md"), "utf8");
const TEXT = PAGE.replaceAll(/\s+/g, " ");
const QUOTES = [...PAGE.matchAll(/^> (.+)$/gm)].map(([, quote]) => quote);
const answerSchema = v.object({ verdict: v.string(), headline: v.string() });

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-worked-"));
  const right = (isRight: (row: number) => boolean) =>
    lines(1_000, (row) => ({ id: `r${row}`, ...answer(row, isRight(row)) }));
  await write(
    "baseline.jsonl",
    right((row) => row < 800),
  );
  await write(
    "lost-40.jsonl",
    right((row) => (row >= 40 && row < 800) || (row >= 800 && row < 810)),
  );
  await write(
    "lost-30.jsonl",
    right((row) => (row >= 30 && row < 800) || (row >= 800 && row < 820)),
  );
});

describe("two versions on the same rows", () => {
  const compare = (candidate: string, baseline: string) =>
    saidBy(["compare-metrics", "--candidate", candidate, "--baseline", baseline, "--metrics", "accuracy: margin=0.01"]);

  test("a loss of three points, of half a point, and of too few rows", async () => {
    await write(
      "few.jsonl",
      lines(20, (row) => ({ id: `r${row}`, ...answer(row, false) })),
    );
    await write(
      "few-before.jsonl",
      lines(20, (row) => ({ id: `r${row}`, ...answer(row, true) })),
    );
    for (const said of await Promise.all([
      compare("lost-40.jsonl", "baseline.jsonl"),
      compare("lost-30.jsonl", "baseline.jsonl"),
      compare("few.jsonl", "few-before.jsonl"),
    ])) {
      expect(QUOTES).toContain(said);
    }
  });

  test("the tests of a coin", () => {
    expect(mcnemarExact(40, 10)).toBeCloseTo(0.0000239, 7);
    expect(mcnemarExact(30, 20)).toBeCloseTo(0.203, 3);
    expect(TEXT).toContain("= 0.0000239 (McNemar's");
    expect(TEXT).toContain("Now p = 0.203.");
  });
});

describe("behaviour tests", () => {
  test("forty new failures, and nine", async () => {
    const wrong = (condition: string) =>
      `export const predict = (texts) => texts.map((text) => { const i = Number(/\\d+/.exec(text)[0]); return { prediction: (i % 2 === 1) !== (${condition}) ? "yes" : "no" }; });`;
    await write(
      "questions.jsonl",
      lines(400, (row) => ({ id: `q${row}`, text: `Question ${row}?`, label: labelOf(row) })),
    );
    await write("was.mjs", wrong("i < 8"));
    await write("is.mjs", wrong("i >= 8 && i < 48"));
    await write("nearly.mjs", wrong("i >= 8 && i < 17"));
    const data = "{ file: questions.jsonl, input: text, label: label, id: id }";
    await write(
      "suite.yml",
      `name: worked\nclasses: ["no", "yes"]\ntests:\n  - { id: plain-questions, kind: mft, data: ${data} }\n`,
    );
    const run = (candidate: string) =>
      saidBy(["test-behavior", "--suite", "suite.yml", "--candidate", candidate, "--baseline", "was.mjs"]);
    expect(QUOTES).toContain(await run("is.mjs"));
    expect(await run("nearly.mjs")).toBe("pass: 1 test, 400 cases: no regression");
  });

  test("the tests of a coin", () => {
    expect(mcnemarExact(40, 8)).toBeCloseTo(0.0000033, 7);
    expect(mcnemarExact(3, 0)).toBe(0.25);
    expect(mcnemarExact(18, 0)).toBeCloseTo(0.0000076, 7);
    for (const told of ["of 40 to 8 is 0.0000033", "(p = 0.25 at best)", "p = 0.0000076"]) expect(TEXT).toContain(told);
  });
});

test("gaps between groups", async () => {
  const sexOf = (row: number) => (row < 600 ? "F" : "M");
  const yes = (row: number) => ({ label: "yes", prediction: (row < 600 ? row < 492 : row < 1_500) ? "yes" : "no" });
  const no = { label: "no", prediction: "no" };
  await write(
    "people.jsonl",
    lines(1_600, (row) => ({ id: `p${row}`, ...yes(row), sex: sexOf(row) })) +
      lines(1_600, (row) => ({ id: `n${row}`, ...no, sex: sexOf(row) })),
  );
  const audit = (attribute: string, limit: string) =>
    saidBy([
      ...["audit-model", "--candidate", "people.jsonl", "--positive", "yes", "--attributes", attribute],
      ...["--bias", `equal-opportunity-difference: max=${limit}`],
    ]);
  for (const said of await Promise.all([
    audit("sex=F|M", "0.1"),
    audit("sex=F|M", "0.05"),
    audit("sex=F|M|X", "0.5"),
  ])) {
    expect(QUOTES).toContain(said);
  }
});

test("what a model remembers", () => {
  const { low, high } = clopperPearson(32, 1_000, 0.95);
  expect(TEXT).toContain(`an exact interval of ${percent(low)} to ${percent(high)} %`);
  expect(TEXT).toContain(`log2(10,000) = ${Math.log2(10_000).toFixed(2)} bits`);
});

test("the same again, and nearly the same", async () => {
  await write(
    "train.mjs",
    `import { readFileSync, writeFileSync } from "node:fs";
     const ran = Number(readFileSync(process.env.COUNT, "utf8"));
     writeFileSync(process.env.COUNT, String(ran + 1));
     writeFileSync("metrics.json", JSON.stringify({ accuracy: ran % 2 === 0 ? 0.913 : 0.91300009 }));`,
  );
  await write("count.txt", "0");
  const check = (...flags: string[]) =>
    saidBy([
      ...["check-reproducibility", "--command", "node train.mjs", "--outputs", "metrics.json"],
      ...["--environment", `COUNT=${join(folder, "count.txt")}`, ...flags],
    ]);
  expect(QUOTES).toContain(await check());
  expect(QUOTES).toContain(await check("--tolerance", "1e-6"));
});

describe("while users see it", () => {
  test("an interval that holds at every look", () => {
    const arm = (pleased: number, units: number) => meanOfUnits({ units, sum: pleased, squares: pleased });
    const found = difference(arm(4_258, 6_172), arm(91_130, 133_828));
    const { low, high } = asymptoticSequence(found, { alpha: 0.01, side: "two-sided", tightestAt: 5_000 });
    expect(TEXT).toContain(`the interval −${percent(-low)} to +${percent(high)}.`);
    expect(TEXT).toContain(`The difference of ${percent(found.estimate)} points`);
  });

  test("a split that is tested at every look", () => {
    const split = (candidate: number) => ({ observed: [candidate, 10_000 - candidate], shares: [0.05, 0.95] });
    expect(chiSquareRatio([split(600)]).pValue).toBeCloseTo(0.0000045, 7);
    expect(sequentialPValue(logSequentialRatio(split(600)))).toBeCloseTo(0.009, 3);
    expect(sequentialPValue(logSequentialRatio(split(650)))).toBeCloseTo(0.000018, 6);
    for (const told of ["(p = 0.0000045)", "p = 0.009:", "it is 0.000018:"]) expect(TEXT).toContain(told);
  });
});

/** What a verb says of its verdict, as the page quotes it. */
async function saidBy(argv: readonly string[]): Promise<string> {
  const launcher = join(SHIPPED, "dist", "cli.js");
  const stdout = await new Promise<string>((resolve) => {
    execFile(process.execPath, [launcher, ...argv, "--json"], { cwd: folder }, (_, out) => resolve(out));
  });
  const { verdict, headline } = v.parse(answerSchema, JSON.parse(stdout));
  return `${verdict}: ${headline}`;
}

function answer(row: number, isRight: boolean) {
  return { label: labelOf(row), prediction: isRight ? labelOf(row) : labelOf(row + 1) };
}

function labelOf(row: number): string {
  return row % 2 === 0 ? "no" : "yes";
}

function lines(count: number, rowOf: (row: number) => object): string {
  return Array.from({ length: count }, (_, row) => `${JSON.stringify(rowOf(row))}\n`).join("");
}

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder, name), text);
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

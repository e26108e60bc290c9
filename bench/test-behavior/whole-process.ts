import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { BenchRow } from "../bench-row.ts";
import { buildOurs } from "../package-model/ours.ts";
import { runProgram } from "../package-model/run-program.ts";
import { median, spreadOf, told } from "../spread.ts";
import type { CasesFile } from "./cases-file.ts";

const AIM_SECONDS = 5;
const ROUNDS = 5;

const AFINN = join(import.meta.dirname, "../../examples/review-sentiment/models/afinn.ts");

const evidenceSchema = v.looseObject({
  predicate: v.looseObject({
    verdict: v.picklist(["pass", "warn", "fail"]),
    suite: v.looseObject({ cases: v.number() }),
  }),
});

/** The built command line on a real model, AFINN's lexicon, from the start of the process to its end. */
export async function wholeProcessRow({ suite, cases, title }: CasesFile, folder: string): Promise<BenchRow> {
  const dist = join(folder, "dist");
  await buildOurs(dist);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const evidence = join(folder, `evidence-${round}`);
    const argv = ["--suite", suite, "--candidate", AFINN, "--evidence-dir", evidence, "--fail-on", "never", "--quiet"];
    const start = performance.now();
    await runProgram(process.execPath, [join(dist, "cli.js"), "test-behavior", ...argv]);
    times.push((performance.now() - start) / 1000);
    checkEvidence(evidence, cases);
  }
  return row(title, times);
}

/** A run that had stopped early would be fast. */
function checkEvidence(folder: string, cases: number): void {
  const [name = ""] = readdirSync(folder);
  const { predicate } = v.parse(evidenceSchema, JSON.parse(readFileSync(join(folder, name), "utf8")));
  if (predicate.suite.cases !== cases) throw new Error(`${predicate.suite.cases} of ${cases} cases were run`);
}

function row(title: string, times: readonly number[]): BenchRow {
  const share = spreadOf(times.map((seconds) => seconds / AIM_SECONDS));
  return {
    what: `test-behavior, ${title}, AFINN: whole process`,
    ours: `${median(times).toFixed(2)} s`,
    against: `limit ${AIM_SECONDS} s`,
    ratio: `${share.median.toFixed(2)} of the limit`,
    ...told(share, 2),
    aim: `under ${AIM_SECONDS} s`,
    reached: share.median < 1,
  };
}

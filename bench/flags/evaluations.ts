import { join } from "node:path";
import type { BenchRow } from "../bench-row.ts";
import { interleaved } from "../interleaved.ts";
import { median, ratiosOf, told } from "../spread.ts";
import { microsecondsACase } from "../test-behavior/run-contender.ts";
import type { Places } from "./contenders.ts";
import { FLAGD_CORE, GROWTHBOOK } from "./install-peers.ts";

const ROUNDS = 9;
const AIM = 3;
const SCRIPT = join(import.meta.dirname, "run-evaluations.ts");

const SETS = [
  { set: "split", what: "a split by targeting key" },
  { set: "rule", what: "a rule of nested if, in, ends_with and sem_ver" },
  { set: "static", what: "a static flag" },
  { set: "hundred", what: "100 flags, of these three kinds in turn" },
];

/** Evaluations a second for a thousand users, each contender in processes of its own: the median of some rounds. */
export async function evaluationRows(places: Places): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { set, what } of SETS) rows.push(...(await rowsOf(set, what, places)));
  return rows;
}

async function rowsOf(set: string, what: string, places: Places): Promise<BenchRow[]> {
  const one = (name: keyof Places) => () =>
    microsecondsACase({ program: process.execPath, argv: [SCRIPT, name, places[name], set] });
  const contenders = { ours: one("ours"), core: one("flagd-core"), growthbook: one("growthbook") };
  const { ours, core, growthbook } = await interleaved(ROUNDS, contenders);
  const row = (peer: string, theirs: readonly number[]): BenchRow => {
    const ratio = ratiosOf(theirs, ours);
    return {
      what: `flags, ${what}: evaluations a second`,
      ours: rate(ours),
      against: `${peer}, ${rate(theirs)}`,
      ratio: `${ratio.median.toFixed(1)} times its rate`,
      ...told(ratio, 1),
      aim: `at least ${AIM}`,
      reached: ratio.median >= AIM,
      ...(set === "hundred" ? { headline: true } : {}),
    };
  };
  return [row(FLAGD_CORE, core), row(GROWTHBOOK, growthbook)];
}

function rate(microseconds: readonly number[]): string {
  return `${(1 / median(microseconds)).toFixed(2)} million`;
}

import { join } from "node:path";
import type { BenchRow } from "../bench-row.ts";
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
  for (const { set, what } of SETS) rows.push(await row(set, what, places));
  return rows;
}

async function row(set: string, what: string, places: Places): Promise<BenchRow> {
  const contenders = Object.entries(places).map(([name, place]) => {
    return { program: process.execPath, argv: [SCRIPT, name, place, set] };
  });
  const [ours = Number.NaN, core = Number.NaN, growthbook = Number.NaN] = await microsecondsACase(contenders, ROUNDS);
  const ratios = [core / ours, growthbook / ours];
  return {
    what: `flags, ${what}: evaluations a second`,
    ours: rate(ours),
    against: `${FLAGD_CORE} ${rate(core)}; ${GROWTHBOOK} ${rate(growthbook)}`,
    ratio: `${ratios.map((ratio) => ratio.toFixed(1)).join(" and ")} times their rates`,
    aim: `at least ${AIM}`,
    reached: ratios.every((ratio) => ratio >= AIM),
  };
}

function rate(microseconds: number): string {
  return `${(1 / microseconds).toFixed(2)} million`;
}

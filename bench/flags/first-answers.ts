import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import type { BenchRow } from "../bench-row.ts";
import { median } from "../test-behavior/run-contender.ts";
import type { Places } from "./contenders.ts";
import { FLAGD_CORE, GROWTHBOOK } from "./install-peers.ts";

const ROUNDS = 15;
const AIM_MS = 1;
const SCRIPT = join(import.meta.dirname, "run-first-answer.ts");

const measuredSchema = v.strictObject({ cold: v.number(), warm: v.number() });
type Measured = v.InferOutput<typeof measuredSchema>;

/**
 * From the JSON text of a hundred flags to the answer of one with a rule: the first time in a process, when nothing of the
 * code was compiled yet, and after hundreds of times. Medians of some processes each; loading the code is not in it.
 */
export async function firstAnswerRows(places: Places): Promise<BenchRow[]> {
  const [ours = [], core = [], growthbook = []] = await measureInTurn(Object.entries(places));
  const row = (what: string, part: keyof Measured): BenchRow => {
    const [ms, coreMs, growthbookMs] = [took(ours, part), took(core, part), took(growthbook, part)];
    return {
      what: `flags, JSON text of 100 flags to the first answer, ${what}`,
      ours: milliseconds(ms),
      against: `${FLAGD_CORE} ${milliseconds(coreMs)}; ${GROWTHBOOK} ${milliseconds(growthbookMs)}`,
      ratio: `${(ms / coreMs).toFixed(2)} and ${(ms / growthbookMs).toFixed(2)} of their times`,
      aim: `under ${AIM_MS} ms`,
      reached: ms < AIM_MS,
    };
  };
  return [row("in a process that is warm", "warm"), row("the first thing that a process does", "cold")];
}

/** What each contender took, one process of each a round. */
async function measureInTurn(contenders: readonly [name: string, place: string][]): Promise<Measured[][]> {
  const measured = contenders.map((): Measured[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [name, place]] of contenders.entries()) {
      const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", SCRIPT, name, place, "hundred"]);
      measured[index]?.push(v.parse(measuredSchema, JSON.parse(stdout)));
    }
  }
  return measured;
}

function took(measured: readonly Measured[], part: keyof Measured): number {
  return median(measured.map((one) => one[part]));
}

function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`;
}

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import type { BenchRow } from "../bench-row.ts";
import { interleaved } from "../interleaved.ts";
import { median, spreadOf, told } from "../spread.ts";
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
  const one = (name: keyof Places) => () => measure(name, places[name]);
  const contenders = { ours: one("ours"), core: one("flagd-core"), growthbook: one("growthbook") };
  const { ours, core, growthbook } = await interleaved(ROUNDS, contenders);
  const row = (what: string, part: keyof Measured): BenchRow => {
    const [own, coreMs, growthbookMs] = [ours, core, growthbook].map((runs) => runs.map((run) => run[part]));
    const share = spreadOf((own ?? []).map((ms) => ms / AIM_MS));
    return {
      what: `flags, JSON text of 100 flags to the first answer, ${what}`,
      ours: milliseconds(own),
      against: `limit ${AIM_MS} ms; ${FLAGD_CORE} ${milliseconds(coreMs)}; ${GROWTHBOOK} ${milliseconds(growthbookMs)}`,
      ratio: `${share.median.toFixed(2)} of the limit`,
      ...told(share, 2),
      aim: `under ${AIM_MS} ms`,
      reached: share.median < 1,
    };
  };
  return [row("in a process that is warm", "warm"), row("the first thing that a process does", "cold")];
}

/** What a contender took in a process of its own. */
async function measure(name: string, place: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", SCRIPT, name, place, "hundred"]);
  return v.parse(measuredSchema, JSON.parse(stdout));
}

function milliseconds(values: readonly number[] = []): string {
  return `${median(values).toFixed(2)} ms`;
}

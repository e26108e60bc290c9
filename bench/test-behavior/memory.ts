import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import type { BenchRow } from "../bench-row.ts";
import { interleaved } from "../interleaved.ts";
import { median, ratiosOf, told } from "../spread.ts";
import { type CasesFile, repeatedSuite } from "./cases-file.ts";

const TIMES = 5;
const ROUNDS = 3;
/** Memory that grew with the suite would be five times what it is. What is kept of each test is no memory of its cases. */
const AIM = 1.5;

const heldSchema = v.strictObject({ batches: v.pipe(v.number(), v.minValue(1)), megabytes: v.number() });

/**
 * What the heap holds of a suite and of one five times as large. What a process takes besides is what it has not collected
 * yet, which says more of the machine than of the program. With a baseline, up to a thousand clusters of each test are kept.
 */
export async function memoryRow(file: CasesFile, folder: string): Promise<BenchRow> {
  const [small, large] = [await repeatedSuite(file, 1, folder), await repeatedSuite(file, TIMES, folder)];
  const { once, often } = await interleaved(ROUNDS, { once: () => held(small), often: () => held(large) });
  const growth = ratiosOf(often, once);
  return {
    what: `test-behavior, ${file.title}, ${TIMES} times over: held in memory at most`,
    ours: `${median(often).toFixed(0)} MB`,
    against: `once, ${median(once).toFixed(0)} MB`,
    ratio: `${growth.median.toFixed(2)} times`,
    ...told(growth, 2),
    aim: `at most ${AIM}`,
    reached: growth.median <= AIM,
  };
}

async function held(suite: string): Promise<number> {
  const script = join(import.meta.dirname, "run-memory.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, suite]);
  return v.parse(heldSchema, JSON.parse(stdout)).megabytes;
}

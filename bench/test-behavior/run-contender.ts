import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as v from "valibot";

const run = promisify(execFile);

const measuredSchema = v.strictObject({ cases: v.pipe(v.number(), v.minValue(1)), milliseconds: v.number() });

/** A process that measures itself, so that neither's start counts. */
export interface Contender {
  readonly program: string;
  readonly argv: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs each in turn, round by round: the median of what a case took, in microseconds, in the order of the contenders. */
export async function microsecondsACase(contenders: readonly Contender[], rounds: number): Promise<number[]> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { program, argv, env }] of contenders.entries()) {
      const { stdout } = await run(program, [...argv], { env: env ?? process.env, maxBuffer: 2 ** 26 });
      const last = stdout.trim().split("\n").at(-1) ?? "";
      const { cases, milliseconds } = v.parse(measuredSchema, JSON.parse(last));
      times[index]?.push((1000 * milliseconds) / cases);
    }
  }
  return times.map(median);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

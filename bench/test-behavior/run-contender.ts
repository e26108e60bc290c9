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

/** What a case took, in microseconds. */
export async function microsecondsACase({ program, argv, env }: Contender): Promise<number> {
  const { stdout } = await run(program, [...argv], { env: env ?? process.env, maxBuffer: 2 ** 26 });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  const { cases, milliseconds } = v.parse(measuredSchema, JSON.parse(last));
  return (1000 * milliseconds) / cases;
}

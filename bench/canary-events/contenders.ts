import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import * as v from "valibot";

const root = join(import.meta.dirname, "..", "..");

const answerSchema = v.strictObject({
  seconds: v.number(),
  megabytes: v.number(),
  rows: v.array(v.strictObject({ of: v.string(), numbers: v.array(v.number()) })),
});

export type Answer = v.InferOutput<typeof answerSchema>;

/** Builds ours as they are shipped: sources that are run as they are take more memory. The programs' paths. */
export async function buildContenders(folder: string): Promise<{ readonly ours: string; readonly byDuckDb: string }> {
  const build = await rolldown({
    input: {
      ours: join(import.meta.dirname, "run-ours.ts"),
      "by-duckdb": join(import.meta.dirname, "run-duckdb-source.ts"),
      "event-worker": join(root, "packages/data/src/events/event-worker.ts"),
    },
    platform: "node",
    tsconfig: false,
  });
  await build.write({ dir: folder, format: "esm", entryFileNames: "[name].js", chunkFileNames: "[name].js" });
  return { ours: join(folder, "ours.js"), byDuckDb: join(folder, "by-duckdb.js") };
}

export const DUCKDB = join(import.meta.dirname, "run-duckdb.ts");

export async function answer(program: string, file: string, id: string): Promise<Answer> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, file, id]);
  return v.parse(answerSchema, JSON.parse(stdout));
}

/** Sums of quarters to the digit; means of them, which no double holds exactly, up to rounding. */
export function checkAlike(ours: Answer, theirs: Answer): void {
  const known = new Map(theirs.rows.map(({ of, numbers }) => [of, numbers]));
  if (ours.rows.length === 0 || ours.rows.length !== known.size) throw new Error("there are other rows");
  for (const { of, numbers } of ours.rows) {
    const same = known.get(of) ?? [];
    const rounding = of.startsWith("latency") ? 1e-9 : 0;
    const isAlike = numbers.every((number, at) => Math.abs(number - (same[at] ?? Number.NaN)) <= rounding * number);
    if (!isAlike || numbers.length !== same.length) throw new Error(`${of}: ${numbers} are not DuckDB's ${same}`);
  }
}

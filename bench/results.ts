import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { type BenchRow, benchRowSchema } from "./bench-row.ts";
import { BENCHES, type BenchEntry } from "./catalogue.ts";

const FOLDER = join(import.meta.dirname, "..", "docs", "benchmarks", "results");

const resultSchema = v.strictObject({
  /** On what all rows were measured, such as "Node v24.21.0, linux x64, 2 × AMD EPYC, 8 GB". */
  machine: v.string(),
  rows: v.pipe(v.array(benchRowSchema), v.minLength(1)),
});

/** What one benchmark found in its last run. */
export interface BenchResult {
  readonly entry: BenchEntry;
  readonly machine: string;
  readonly rows: readonly BenchRow[];
}

/** Those of every benchmark that was ever written, in the catalogue's order. */
export function readResults(): readonly BenchResult[] {
  return BENCHES.filter(({ name }) => existsSync(fileOf(name))).map((entry) => {
    const { machine, rows } = v.parse(resultSchema, JSON.parse(readFileSync(fileOf(entry.name), "utf8")));
    return { entry, machine, rows };
  });
}

/** Replaces what its last run found. */
export function writeResult(name: string, rows: readonly BenchRow[]): void {
  const result = v.parse(resultSchema, { machine: thisMachine(), rows });
  writeFileSync(fileOf(name), `${JSON.stringify(result, null, 2)}\n`);
}

function thisMachine(): string {
  const cores = `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown processor"}`;
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cores}, ${Math.round(totalmem() / 1e9)} GB`;
}

function fileOf(name: string): string {
  return join(FOLDER, `${name}.json`);
}

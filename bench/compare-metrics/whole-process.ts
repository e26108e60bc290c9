import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { TELL_MEMORY } from "../package-model/ours.ts";
import { runProgram } from "../package-model/run-program.ts";
import { CLASSES, METRICS, POSITIVE } from "./generated.ts";

const evidenceSchema = v.looseObject({
  predicate: v.looseObject({
    data: v.looseObject({ rows: v.number() }),
    findings: v.array(v.looseObject({ metric: v.string() })),
  }),
});

export interface Measured {
  readonly seconds: number;
  /** The most memory that the process ever had. */
  readonly megabytes: number;
}

/** The built command line, the tables old.jsonl and new.jsonl of a folder, and how many rows they have. */
export interface Tables {
  readonly dist: string;
  readonly folder: string;
  readonly rows: number;
}

/** A comparison from the start of the process to its end. */
export async function wholeProcess(
  { dist, folder, rows }: Tables,
  metrics: readonly string[] = METRICS,
): Promise<Measured> {
  const evidence = join(folder, "evidence");
  const files = ["--candidate", join(folder, "new.jsonl"), "--baseline", join(folder, "old.jsonl")];
  const asked = ["--metrics", metrics.join("\n"), "--positive", CLASSES[POSITIVE]];
  const rest = ["--evidence-dir", evidence, "--fail-on", "never", "--quiet"];
  const program = ["--import", TELL_MEMORY, join(dist, "cli.js"), "compare-metrics"];
  const start = performance.now();
  const said = await runProgram(process.execPath, [...program, ...files, ...asked, ...rest]);
  const seconds = (performance.now() - start) / 1000;
  checkEvidence(evidence, rows, metrics);
  return { seconds, megabytes: (Number(said.trim().split("\n").at(-1)) * 1024) / 1e6 };
}

/** A run that had compared less would be fast. */
function checkEvidence(folder: string, rows: number, metrics: readonly string[]): void {
  const [name = ""] = readdirSync(folder);
  const { predicate } = v.parse(evidenceSchema, JSON.parse(readFileSync(join(folder, name), "utf8")));
  rmSync(folder, { recursive: true });
  if (predicate.data.rows !== rows) throw new Error(`${predicate.data.rows} of ${rows} rows were compared`);
  const missing = metrics.find((metric) => !predicate.findings.some((finding) => finding.metric === metric));
  if (missing !== undefined) throw new Error(`${missing} was not compared`);
}

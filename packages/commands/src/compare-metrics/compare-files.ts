import { extname, resolve } from "node:path";
import {
  type ComparisonPredicate,
  compareNumbers,
  compareTests,
  type MetricFile,
  parseMetricRequests,
  parseNamedRequests,
  parseTestMetric,
  readMetricFile,
  USUAL_TEST_METRICS,
} from "@airworthy/comparison";
import { type InputFile, type Statement, sha256, UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import { readTextFile } from "@airworthy/storage";
import type { Comparing } from "./compare-tables.ts";
import { contextOf, type Started } from "./context.ts";
import type { Inputs } from "./inputs.ts";
import { settingsOf } from "./settings.ts";

/** Files of metrics and of test results; all else is a table of rows. */
const EXTENSIONS: ReadonlySet<string> = new Set([".json", ".yaml", ".yml", ".xml"]);

/** A large test report; a metric file of more is none. */
const MOST_BYTES = 100 * 1024 * 1024;

/** Inputs that are about rows: a file of metrics has none. */
const OF_ROWS = ["slices", "search-slices", "classes", "cluster", "positive"] as const;

export function isMetricFile(path: string): boolean {
  return EXTENSIONS.has(extname(path).toLowerCase());
}

/** Reads two files of metrics, or of test results, and compares them. */
export async function compareFiles(
  given: Comparing,
  inputs: Inputs,
  started: Started,
  ports: Ports,
): Promise<Statement<ComparisonPredicate>> {
  const stray = OF_ROWS.find((input) => inputs[input] !== undefined);
  if (stray !== undefined) {
    throw new UserError(`${stray} was given, but ${given.candidate.source} is no table of rows`, {
      remedy: "Give a .jsonl, .csv or .parquet file, or leave the input away.",
    });
  }
  const found = given.baseline.kind === "found" ? given.baseline.baseline : null;
  if (found !== null && !isMetricFile(found.path)) {
    throw new UserError(`${found.name} is no file of metrics or test results, as ${given.candidate.source} is`, {
      remedy: `Give a baseline of the same kind: ${[...EXTENSIONS].join(", ")}.`,
    });
  }
  const [candidate, baseline] = await ports.log.group("Read metrics", async () => [
    await read(given.candidate.source, given.candidate.source, inputs, ports),
    found === null ? null : await read(found.path, found.name, inputs, ports),
  ]);
  if (candidate == null) throw new Error("a candidate that was not read");
  const context = contextOf(
    { ...given, files: { candidate: candidate.file, baseline: baseline?.file ?? null } },
    started,
  );
  const settings = settingsOf(inputs);
  const areTests = candidate.content.cases !== null && (baseline == null || baseline.content.cases !== null);
  if (!areTests) {
    const metrics = parseNamedRequests(given.lines ?? []);
    const before = baseline?.content ?? null;
    return compareNumbers(
      { candidate: candidate.content, baseline: before, metrics, lines: given.lines ?? [], settings },
      context,
    );
  }
  const lines = given.lines ?? USUAL_TEST_METRICS;
  const metrics = parseMetricRequests(lines, parseTestMetric);
  return await compareTests({ candidate, baseline: baseline ?? null, metrics, lines, settings }, context);
}

async function read(
  path: string,
  name: string,
  { format }: Inputs,
  ports: Ports,
): Promise<{ file: InputFile; content: MetricFile }> {
  const text = await readTextFile(resolve(ports.cwd, path), name, MOST_BYTES);
  const content = readMetricFile(text, name, format === "auto" ? undefined : format);
  for (const note of content.notes) ports.log.info(`${name}: ${note}`);
  for (const { name: metric, given } of content.passedOver) ports.log.info(`${name}: ${metric} is ${given}, no metric`);
  return { file: { name, sha256: sha256(text) }, content };
}

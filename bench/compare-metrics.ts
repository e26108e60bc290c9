import { execFile } from "node:child_process";
import { mkdtempDisposable, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createRandom, type Random } from "@airworthy/stats";
import type { BenchRow } from "./bench-row.ts";

const ROWS = 1_000_000;
const ROUNDS = 5;
const SECONDS_AIM = 3;
const MEMORY_AIM_MB = 400;
const CLASSES = ["negative", "neutral", "positive"];
const LINES_A_WRITE = 20_000;

const COMPARE = join(import.meta.dirname, "compare-metrics", "compare.ts");

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Three metrics, 10,000 resamples, from the start of the process to its end, reading both tables. */
export async function bench(): Promise<BenchRow[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-bench-"));
  await writeTable(join(folder.path, "old.jsonl"), 0.86, 1);
  await writeTable(join(folder.path, "new.jsonl"), 0.85, 2);
  const runs: Measured[] = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await compare(folder.path));
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  const megabytes = Math.max(...runs.map((run) => run.megabytes));
  const what = `compare-metrics, ${ROWS.toLocaleString("en-US")} paired rows, 10,000 resamples`;
  return [
    row(`${what}: whole process`, seconds, SECONDS_AIM, (value) => `${value.toFixed(2)} s`),
    row(`${what}: peak memory`, megabytes, MEMORY_AIM_MB, (value) => `${value.toFixed(0)} MB`),
  ];
}

/** The rows' labels are the same for every table; `skill` is how often the prediction is right. */
async function writeTable(path: string, skill: number, seed: number): Promise<void> {
  const labels = createRandom(0);
  const predictions = createRandom(seed);
  await using file = await open(path, "w");
  for (let first = 0; first < ROWS; first += LINES_A_WRITE) {
    const lines = Array.from({ length: LINES_A_WRITE }, (_, index) => {
      const label = oneClass(labels);
      const prediction = predictions.next() < skill ? label : oneClass(predictions);
      return `{"id":"row-${first + index}","label":"${label}","prediction":"${prediction}"}\n`;
    });
    await file.write(lines.join(""));
  }
}

function oneClass(random: Random): string {
  return CLASSES[random.integer(CLASSES.length)] ?? "";
}

async function compare(folder: string): Promise<Measured> {
  const start = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [COMPARE, folder]);
  const seconds = (performance.now() - start) / 1000;
  const answer: unknown = JSON.parse(stdout);
  if (typeof answer !== "object" || answer === null || !("maxRss" in answer) || typeof answer.maxRss !== "number") {
    throw new Error(`the comparison answered ${stdout}`);
  }
  return { seconds, megabytes: (answer.maxRss * 1024) / 1e6 };
}

function row(what: string, ours: number, limit: number, format: (value: number) => string): BenchRow {
  return {
    what,
    ours: format(ours),
    against: `limit ${format(limit)}`,
    ratio: `${(ours / limit).toFixed(2)} of the limit`,
    aim: `at most ${format(limit)}`,
    reached: ours <= limit,
  };
}

import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { againstPeer, arithmeticRow } from "./compare-metrics/against-scipy.ts";
import { METRICS, writeTables } from "./compare-metrics/generated.ts";
import { type Measured, type Tables, wholeProcess } from "./compare-metrics/whole-process.ts";
import { buildOurs } from "./package-model/ours.ts";

const ROWS = 1_000_000;
const ROUNDS = 5;
const SECONDS_AIM = 3;
const MEGABYTES_AIM = 400;

const LARGER = [2_500_000, 5_000_000, 10_000_000];
/** What is not linear in ten times the rows takes more than this a row: sorting alone adds log 10e6 / log 1e6, 1.17. */
const GROWTH_AIM = 1.5;

/** Metrics that are functions of counts need no more of a row than its label and predictions. */
const COUNTS = ["accuracy", "macro-f1"];
const COUNTS_MEGABYTES_AIM = 500;
/** An area holds every score, its order and what each row does to it. */
const SCORES_MEGABYTES_AIM = 1000;

/** The arithmetic and the whole process beside SciPy's bootstrap; and how time and memory grow to ten million rows. */
export async function bench(): Promise<BenchRow[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-bench-"));
  const { row, peer } = await arithmeticRow(ROWS, folder.path);
  const dist = join(folder.path, "dist");
  await buildOurs(dist);
  const tables = async (rows: number): Promise<Tables> => {
    await writeTables(folder.path, rows);
    return { dist, folder: folder.path, rows };
  };
  const first = await wholeProcess(await tables(ROWS), ROUNDS);
  const runs = [first];
  for (const rows of LARGER) runs.push(await wholeProcess(await tables(rows), 1));
  const most = runs.at(-1) ?? first;
  const counts = await wholeProcess({ dist, folder: folder.path, rows: most.rows }, 1, COUNTS);
  const what = `compare-metrics, ${counted(ROWS)} paired rows, the same metrics from two files`;
  return [
    row,
    againstPeer(`${what}: whole process, the peer without reading`, first.seconds, peer),
    limited(`${what}: whole process`, first.seconds, SECONDS_AIM, (value) => `${value.toFixed(2)} s`),
    memoryRow(first, MEGABYTES_AIM, METRICS),
    memoryRow(counts, COUNTS_MEGABYTES_AIM, COUNTS),
    memoryRow(most, SCORES_MEGABYTES_AIM, METRICS),
    growthRow(runs, first, most),
  ];
}

function growthRow(runs: readonly Measured[], first: Measured, most: Measured): BenchRow {
  const aRow = ({ rows, seconds }: Measured) => (1e6 * seconds) / rows;
  const growth = aRow(most) / aRow(first);
  return {
    what: `compare-metrics, ${runs.map(({ rows }) => rows / 1e6).join(", ")} million paired rows: whole process`,
    ours: runs.map(({ seconds }) => `${seconds.toFixed(1)} s`).join(", "),
    against: `${aRow(first).toFixed(2)} µs a row of the fewest, ${aRow(most).toFixed(2)} of the most`,
    ratio: `${growth.toFixed(2)} times a row`,
    aim: `at most ${GROWTH_AIM}`,
    reached: growth <= GROWTH_AIM,
  };
}

function memoryRow({ rows, megabytes }: Measured, limit: number, metrics: readonly string[]): BenchRow {
  const what = `compare-metrics, ${counted(rows)} paired rows from two files, ${metrics.join(", ")}: peak memory`;
  return limited(what, megabytes, limit, (value) => `${value.toFixed(0)} MB`);
}

function limited(what: string, ours: number, limit: number, format: (value: number) => string): BenchRow {
  return {
    what,
    ours: format(ours),
    against: `limit ${format(limit)}`,
    ratio: `${(ours / limit).toFixed(2)} of the limit`,
    aim: `at most ${format(limit)}`,
    reached: ours <= limit,
  };
}

function counted(count: number): string {
  return count.toLocaleString("en-US");
}

import { mkdtempDisposable, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { type Answer, answer, buildContenders, checkAlike, DUCKDB } from "./canary-events/contenders.ts";
import { type FileOrder, writeEvents } from "./canary-events/generated.ts";
import { median } from "./test-behavior/run-contender.ts";

const EVENTS = 10_000_000;
const ROUNDS = 3;
const SPEED_AIM = 0.5;
/** Of a source of kind duckdb, which answers by the same engine. */
const SPEED_AIM_BY_DUCKDB = 1;
const MEGABYTES_AIM = 300;
const PEER = "DuckDB 1.5.5 with two threads";

/**
 * Ten million events of a million users from one file of JSON Lines, exposures and outcomes together, whole answers beside DuckDB's
 * of the same file: in the order of time, disordered, so that the file is read twice, and with ids that tell duplicates.
 */
export async function bench(): Promise<BenchRow[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-bench-"));
  const programs = await buildContenders(join(folder.path, "dist"));
  const rows: BenchRow[] = [];
  for (const order of ["by time", "disordered"] satisfies FileOrder[]) {
    const file = join(folder.path, `${order}.jsonl`);
    await writeEvents(file, EVENTS, order);
    const gigabytes = (await stat(file)).size / 1e9;
    const what = `canary events, 10,000,000 as JSONL of ${gigabytes.toFixed(1)} GB, 1,000,000 users, ${order}`;
    rows.push(...(await compared(what, programs, file, "")));
    if (order === "by time") rows.push(...(await compared(`${what}, duplicates told by ids`, programs, file, "id")));
  }
  return rows;
}

type Programs = Awaited<ReturnType<typeof buildContenders>>;

async function compared(what: string, programs: Programs, file: string, id: string): Promise<BenchRow[]> {
  const own: Answer[] = [];
  const byDuckDb: Answer[] = [];
  const peers: Answer[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    own.push(await answer(programs.ours, file, id));
    byDuckDb.push(await answer(programs.byDuckDb, file, id));
    peers.push(await answer(DUCKDB, file, id));
  }
  for (const one of [...own, ...byDuckDb]) for (const other of peers) checkAlike(one, other);
  const [megabytes, theirMegabytes] = [own, peers].map((runs) => Math.max(...runs.map((run) => run.megabytes)));
  return [
    speedRow(what, own, peers, SPEED_AIM),
    speedRow(`${what}, by a source of kind duckdb`, byDuckDb, peers, SPEED_AIM_BY_DUCKDB),
    {
      what: `${what}: peak memory`,
      ours: `${megabytes?.toFixed(0)} MB`,
      against: `limit ${MEGABYTES_AIM} MB; ${PEER}: ${theirMegabytes?.toFixed(0)} MB`,
      ratio: `${((megabytes ?? 0) / MEGABYTES_AIM).toFixed(2)} of the limit`,
      aim: `at most ${MEGABYTES_AIM} MB`,
      reached: (megabytes ?? Number.POSITIVE_INFINITY) <= MEGABYTES_AIM,
    },
  ];
}

function speedRow(what: string, ours: readonly Answer[], peers: readonly Answer[], aim: number): BenchRow {
  const [seconds, theirs] = [ours, peers].map((runs) => median(runs.map((run) => run.seconds)));
  const speed = (theirs ?? 0) / (seconds ?? 0);
  return {
    what,
    ours: `${rate(seconds)} (${seconds?.toFixed(1)} s)`,
    against: `${PEER}, a query by hand: ${rate(theirs)} (${theirs?.toFixed(1)} s)`,
    ratio: `${speed.toFixed(2)} of its rate`,
    aim: `at least ${aim}`,
    reached: speed >= aim,
  };
}

function rate(seconds = Number.NaN): string {
  return `${(EVENTS / 1e6 / seconds).toFixed(2)} million a second`;
}

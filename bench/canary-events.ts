import { mkdtempDisposable, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmVersion } from "../test/harness/peer-versions.ts";
import type { BenchRow } from "./bench-row.ts";
import { type Answer, answer, buildContenders, checkAlike, DUCKDB } from "./canary-events/contenders.ts";
import { type FileOrder, writeEvents } from "./canary-events/generated.ts";
import { interleaved } from "./interleaved.ts";
import { median, ratiosOf, spreadOf, told } from "./spread.ts";

const EVENTS = 10_000_000;
const ROUNDS = 3;
const SPEED_AIM = 0.5;
/** Of a source of kind duckdb, which answers by the same engine. */
const SPEED_AIM_BY_DUCKDB = 1;
const MEGABYTES_AIM = 300;
const PEER = `DuckDB ${await npmVersion("@duckdb/node-api")} with two threads`;

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
  return rows.map((row, index) => (index === 0 ? { ...row, headline: true } : row));
}

type Programs = Awaited<ReturnType<typeof buildContenders>>;

async function compared(what: string, programs: Programs, file: string, id: string): Promise<BenchRow[]> {
  const { own, byDuckDb, peers } = await interleaved(ROUNDS, {
    own: () => answer(programs.ours, file, id),
    byDuckDb: () => answer(programs.byDuckDb, file, id),
    peers: () => answer(DUCKDB, file, id),
  });
  for (const one of [...own, ...byDuckDb]) for (const other of peers) checkAlike(one, other);
  const [megabytes, theirMegabytes] = [own, peers].map((runs) => Math.max(...runs.map((run) => run.megabytes)));
  const share = spreadOf(own.map((run) => run.megabytes / MEGABYTES_AIM));
  return [
    speedRow(what, own, peers, SPEED_AIM),
    speedRow(`${what}, by a source of kind duckdb`, byDuckDb, peers, SPEED_AIM_BY_DUCKDB),
    {
      what: `${what}: peak memory`,
      ours: `${megabytes?.toFixed(0)} MB`,
      against: `limit ${MEGABYTES_AIM} MB; ${PEER}: ${theirMegabytes?.toFixed(0)} MB`,
      ratio: `${share.most.toFixed(2)} of the limit`,
      ...told(share, 2),
      aim: `at most ${MEGABYTES_AIM} MB`,
      reached: share.most <= 1,
    },
  ];
}

function speedRow(what: string, ours: readonly Answer[], peers: readonly Answer[], aim: number): BenchRow {
  const [own, theirs] = [ours.map((run) => run.seconds), peers.map((run) => run.seconds)];
  const speed = ratiosOf(theirs, own);
  return {
    what,
    ours: rate(own),
    against: `${PEER}, a query by hand: ${rate(theirs)}`,
    ratio: `${speed.median.toFixed(2)} of its rate`,
    ...told(speed, 2),
    aim: `at least ${aim}`,
    reached: speed.median >= aim,
  };
}

function rate(times: readonly number[]): string {
  const seconds = median(times);
  return `${(EVENTS / 1e6 / seconds).toFixed(2)} million a second (${seconds.toFixed(1)} s)`;
}

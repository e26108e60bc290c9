import { mkdir, mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";
import { againstPeer, arithmetic, peerOf } from "./compare-metrics/against-scipy.ts";
import { METRICS, writeTables } from "./compare-metrics/generated.ts";
import { type Measured, type Tables, wholeProcess } from "./compare-metrics/whole-process.ts";
import { interleaved } from "./interleaved.ts";
import { buildOurs } from "./package-model/ours.ts";
import { median, ratiosOf, spreadOf, told } from "./spread.ts";

const ROWS = 1_000_000;
const ROUNDS = 5;
const SECONDS_AIM = 3;
const MEGABYTES_AIM = 400;

const LARGER_ROUNDS = 3;
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
  const { ours, theirs } = await arithmetic(ROWS, folder.path);
  const dist = join(folder.path, "dist");
  await buildOurs(dist);
  const tables = async (rows: number): Promise<Tables> => {
    const own = join(folder.path, String(rows));
    await mkdir(own);
    await writeTables(own, rows);
    return { dist, folder: own, rows };
  };
  const million = await tables(ROWS);
  const beside = await interleaved(ROUNDS, { ours, whole: () => wholeProcess(million), theirs });
  const peer = await peerOf(beside.ours, beside.theirs);
  const larger = [million];
  for (const rows of LARGER) larger.push(await tables(rows));
  const most = larger.at(-1) ?? million;
  const contenders = larger.map((each) => [each.rows, () => wholeProcess(each)] as const);
  const grown: Readonly<Record<string, readonly Measured[]>> = await interleaved(LARGER_ROUNDS, {
    ...Object.fromEntries(contenders),
    counts: () => wholeProcess(most, COUNTS),
  });
  const whole = beside.whole.map(({ seconds }) => seconds);
  const what = `compare-metrics, ${counted(ROWS)} paired rows`;
  const files = `${what}, the same metrics from two files: whole process`;
  return [
    {
      ...againstPeer(
        `${what} in memory: accuracy, macro F1 and ROC AUC with intervals`,
        beside.ours.map(({ seconds }) => seconds),
        peer,
      ),
      headline: true,
    },
    againstPeer(`${files}, the peer without reading`, whole, peer),
    secondsRow(files, whole),
    memoryRow(ROWS, beside.whole, MEGABYTES_AIM, METRICS),
    memoryRow(most.rows, grown["counts"] ?? [], COUNTS_MEGABYTES_AIM, COUNTS),
    memoryRow(most.rows, grown[most.rows] ?? [], SCORES_MEGABYTES_AIM, METRICS),
    growthRow(larger.map(({ rows }) => ({ rows, seconds: (grown[rows] ?? []).map((run) => run.seconds) }))),
  ];
}

/** Of each size, the seconds of each round. */
function growthRow(sizes: readonly { readonly rows: number; readonly seconds: readonly number[] }[]): BenchRow {
  const aRow = (of: (typeof sizes)[number] | undefined) =>
    (of?.seconds ?? []).map((seconds) => (1e6 * seconds) / (of?.rows ?? Number.NaN));
  const [first, most] = [aRow(sizes[0]), aRow(sizes.at(-1))];
  const growth = ratiosOf(most, first);
  return {
    what: `compare-metrics, ${sizes.map(({ rows }) => rows / 1e6).join(", ")} million paired rows: whole process`,
    ours: sizes.map(({ seconds }) => `${median(seconds).toFixed(1)} s`).join(", "),
    against: `${median(first).toFixed(2)} µs a row of the fewest, ${median(most).toFixed(2)} of the most`,
    ratio: `${growth.median.toFixed(2)} times a row`,
    ...told(growth, 2),
    aim: `at most ${GROWTH_AIM}`,
    reached: growth.median <= GROWTH_AIM,
  };
}

function secondsRow(what: string, seconds: readonly number[]): BenchRow {
  const share = spreadOf(seconds.map((one) => one / SECONDS_AIM));
  return {
    what,
    ours: `${median(seconds).toFixed(2)} s`,
    against: `limit ${SECONDS_AIM} s`,
    ratio: `${share.median.toFixed(2)} of the limit`,
    ...told(share, 2),
    aim: `at most ${SECONDS_AIM} s`,
    reached: share.median <= 1,
  };
}

/** Of memory the most counts. */
function memoryRow(rows: number, runs: readonly Measured[], limit: number, metrics: readonly string[]): BenchRow {
  const share = spreadOf(runs.map(({ megabytes }) => megabytes / limit));
  return {
    what: `compare-metrics, ${counted(rows)} paired rows from two files, ${metrics.join(", ")}: peak memory`,
    ours: `${(share.most * limit).toFixed(0)} MB`,
    against: `limit ${limit} MB`,
    ratio: `${share.most.toFixed(2)} of the limit`,
    ...told(share, 2),
    aim: `at most ${limit} MB`,
    reached: share.most <= 1,
  };
}

function counted(count: number): string {
  return count.toLocaleString("en-US");
}

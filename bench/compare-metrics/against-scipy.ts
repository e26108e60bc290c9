import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { pythonWith } from "../../test/interop/python-environment.ts";
import type { BenchRow } from "../bench-row.ts";
import { median } from "../test-behavior/run-contender.ts";
import { METRICS, writeArrays } from "./generated.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];
const PEER = "SciPy 1.17.1's bootstrap, vectorised";
const RESAMPLES = 10_000;
/** The peer takes most of a second for each of a million rows: its time is taken for so many and multiplied. */
const PEER_RESAMPLES = 40;
const ROUNDS = 3;
const AIM = 30;

const answerSchema = v.strictObject({
  seconds: v.number(),
  resamples: v.number(),
  differences: v.pipe(
    v.array(v.strictObject({ estimate: v.number(), low: v.number(), high: v.number() })),
    v.length(METRICS.length),
  ),
});

type Answer = v.InferOutput<typeof answerSchema>;

/** What the peer's resamples would take, were they as many as ours. */
export interface Peer {
  readonly name: string;
  readonly seconds: number;
}

/** The arithmetic alone, of arrays in memory, ours and the peer's. Throws where they do not find the same differences. */
export async function arithmeticRow(rows: number, folder: string): Promise<{ row: BenchRow; peer: Peer }> {
  await writeArrays(folder, rows);
  const runs: Answer[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    runs.push(await answer(process.execPath, "run-ours.ts", folder, RESAMPLES));
  }
  const theirs = await answer(await pythonWith(PACKAGES), "run_scipy.py", folder, PEER_RESAMPLES);
  for (const ours of runs) checkAlike(ours, theirs);
  const peer = { name: PEER, seconds: (theirs.seconds * RESAMPLES) / PEER_RESAMPLES };
  const seconds = median(runs.map((run) => run.seconds));
  const what = `compare-metrics, ${rows.toLocaleString("en-US")} paired rows in memory: accuracy, macro F1 and ROC AUC with intervals`;
  return { row: againstPeer(what, seconds, peer), peer };
}

export function againstPeer(what: string, seconds: number, peer: Peer): BenchRow {
  const ratio = peer.seconds / seconds;
  return {
    what,
    ours: `${seconds.toFixed(2)} s`,
    against: `${peer.name}: ${peer.seconds.toFixed(0)} s for ${RESAMPLES.toLocaleString("en-US")} resamples, by its time for ${PEER_RESAMPLES}`,
    ratio: `${Math.floor(ratio).toLocaleString("en-US")} times as fast`,
    aim: `at least ${AIM}`,
    reached: ratio >= AIM,
  };
}

async function answer(program: string, script: string, folder: string, resamples: number): Promise<Answer> {
  const argv = [join(import.meta.dirname, script), folder, String(resamples)];
  const { stdout } = await promisify(execFile)(program, argv);
  return v.parse(answerSchema, JSON.parse(stdout));
}

/** Equal differences; and intervals of about a width, as far as the peer's few resamples tell: within a factor of two. */
function checkAlike(ours: Answer, theirs: Answer): void {
  for (const [index, { estimate, low, high }] of theirs.differences.entries()) {
    const own = ours.differences[index];
    if (own === undefined || Math.abs(own.estimate - estimate) > 1e-9) {
      throw new Error(`${METRICS[index]} differs by ${own?.estimate}, of SciPy's by ${estimate}`);
    }
    const widths = (own.high - own.low) / (high - low);
    if (!(widths > 0.5 && widths < 2)) throw new Error(`${METRICS[index]}'s interval is ${widths} of SciPy's`);
  }
}

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { pythonVersion } from "../../test/harness/peer-versions.ts";
import { pythonWith } from "../../test/interop/python-environment.ts";
import type { BenchRow } from "../bench-row.ts";
import { median, ratiosOf, told } from "../spread.ts";
import { METRICS, writeArrays } from "./generated.ts";

const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "statsmodels==0.15.0"];
const RESAMPLES = 10_000;
/** The peer takes most of a second for each of a million rows: its time is taken for so many and multiplied. */
const PEER_RESAMPLES = 40;
const AIM = 30;

const answerSchema = v.strictObject({
  seconds: v.number(),
  resamples: v.number(),
  differences: v.pipe(
    v.array(v.strictObject({ estimate: v.number(), low: v.number(), high: v.number() })),
    v.length(METRICS.length),
  ),
});

export type Answer = v.InferOutput<typeof answerSchema>;

/** The peer, and seconds of each round that its resamples would take, were they as many as ours. */
export interface Peer {
  readonly name: string;
  readonly seconds: readonly number[];
}

/** The arithmetic alone, of arrays in memory, ours and the peer's, and what else is to take its turn with them. */
export interface Contenders {
  ours(): Promise<Answer>;
  theirs(): Promise<Answer>;
}

export async function arithmetic(rows: number, folder: string): Promise<Contenders> {
  await writeArrays(folder, rows);
  const python = await pythonWith(PACKAGES);
  return {
    ours: () => answer(process.execPath, "run-ours.ts", folder, RESAMPLES),
    theirs: () => answer(python, "run_scipy.py", folder, PEER_RESAMPLES),
  };
}

/** What the peer took. Throws where both do not find the same differences. */
export async function peerOf(ours: readonly Answer[], theirs: readonly Answer[]): Promise<Peer> {
  for (const [round, one] of ours.entries()) {
    const other = theirs[round];
    if (other === undefined) throw new Error("the peer was run less often");
    checkAlike(one, other);
  }
  const version = await pythonVersion(await pythonWith(PACKAGES), "scipy");
  const seconds = theirs.map((run) => (run.seconds * RESAMPLES) / PEER_RESAMPLES);
  return { name: `SciPy ${version}'s bootstrap, vectorised`, seconds };
}

export function againstPeer(what: string, seconds: readonly number[], peer: Peer): BenchRow {
  const ratio = ratiosOf(peer.seconds, seconds);
  return {
    what,
    ours: `${median(seconds).toFixed(2)} s`,
    against: `${peer.name}: ${median(peer.seconds).toFixed(0)} s for ${RESAMPLES.toLocaleString("en-US")} resamples, by its time for ${PEER_RESAMPLES}`,
    ratio: `${Math.floor(ratio.median).toLocaleString("en-US")} times as fast`,
    ...told(ratio, 0),
    aim: `at least ${AIM}`,
    reached: ratio.median >= AIM,
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

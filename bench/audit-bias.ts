import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { measureBias } from "../packages/governance/src/bias/measure-bias.ts";
import { pythonVersion } from "../test/harness/peer-versions.ts";
import { pythonWith } from "../test/interop/python-environment.ts";
import { ATTRIBUTES, generatedRequest, RESAMPLES } from "./audit-bias/generated.ts";
import type { BenchRow } from "./bench-row.ts";
import { interleaved, secondsOf } from "./interleaved.ts";
import { median, ratiosOf, spreadOf, told } from "./spread.ts";

const ROWS = 1_000_000;
const ROUNDS = 3;
const SECONDS_AIM = 5;
const PEER_AIM = 50;
const PACKAGES = ["fairlearn==0.15.0", "numpy==2.4.6", "pandas==2.3.3", "scikit-learn==1.9.1"];
/**
 * The peer takes minutes for all rows once: it is timed on a hundredth of them, and its time for so few resamples is
 * multiplied. That of the other rows is not added, as it does not grow with them alone.
 */
const PEER_ROWS = 10_000;
const PEER_RESAMPLES = 2;

const answerSchema = v.strictObject({ seconds: v.number() });

/** Every metric of four attributes and their pairs with intervals, candidate and baseline, from tables in memory. */
export async function bench(): Promise<BenchRow[]> {
  const request = generatedRequest(ROWS);
  const python = await pythonWith(PACKAGES);
  const { ours, peer } = await interleaved(ROUNDS, {
    ours: () => secondsOf(() => measureBias(request)),
    peer: async () => (await peerSeconds(python)) * RESAMPLES,
  });
  const share = spreadOf(ours.map((seconds) => seconds / SECONDS_AIM));
  const speed = ratiosOf(peer, ours);
  const what = `audit-model, bias of ${ROWS.toLocaleString("en-US")} paired rows in memory: 4 attributes, 6 pairs, ${RESAMPLES.toLocaleString("en-US")} resamples`;
  return [
    {
      what,
      ours: `${median(ours).toFixed(2)} s`,
      against: `limit ${SECONDS_AIM} s`,
      ratio: `${share.median.toFixed(2)} of the limit`,
      ...told(share, 2),
      aim: `at most ${SECONDS_AIM} s`,
      reached: share.median <= 1,
    },
    {
      what: `${what}; the peer five rates of the candidate alone`,
      ours: `${median(ours).toFixed(2)} s`,
      against: `fairlearn ${await pythonVersion(python, "fairlearn")}'s MetricFrame(n_boot=1000): ${median(peer).toFixed(0)} s, by its time for ${PEER_RESAMPLES} of a sample of ${PEER_ROWS.toLocaleString("en-US")} rows`,
      ratio: `${Math.floor(speed.median).toLocaleString("en-US")} times as fast`,
      ...told(speed, 0),
      aim: `at least ${PEER_AIM}`,
      reached: speed.median >= PEER_AIM,
      headline: true,
    },
  ];
}

/** A resample's time. */
async function peerSeconds(python: string): Promise<number> {
  const script = join(import.meta.dirname, "audit-bias", "run_fairlearn.py");
  const { stdout } = await promisify(execFile)(python, [
    script,
    String(PEER_ROWS),
    String(PEER_RESAMPLES),
    JSON.stringify(ATTRIBUTES),
  ]);
  return v.parse(answerSchema, JSON.parse(stdout)).seconds;
}

import { createRandom } from "@airworthy/stats";
import { describe, expect, test } from "vitest";
import { holdTheDocs, tally } from "./count/tally.ts";
import type { GoodRun } from "./good-run.ts";
import { GOOD_RUNS } from "./good-runs/index.ts";
import { halfWritten, judge } from "./judge.ts";
import { choose } from "./world/choose.ts";
import { controlOf, perform, readTexts, type Seen } from "./world/control.ts";
import { type BuiltOptions, runBuilt } from "./world/run-built.ts";
import { runInProcess } from "./world/run-in-process.ts";
import { readTree } from "./world/tree.ts";
import { watchWrites } from "./world/unreliable-disk.ts";

const MOST_KILLS = 3;
/** Node alone takes about 40 ms to start, and no run here takes longer than a second where the machine is its own. */
const SOONEST_MS = 60;
const LATEST_MS = 700;
const FAULTS = 5;
const SEED = 7;
/** Windows has no signals: there a process that is asked to end just ends. */
const HAS_SIGNALS = process.platform !== "win32";

/** One of each verb; those that ask a service only where there is no other. */
const RUNS = GOOD_RUNS.filter(
  (run, _, all) => all.find(({ verb, serve }) => verb === run.verb && serve === undefined) === run || isOnly(run, all),
);

function isOnly(run: GoodRun, all: readonly GoodRun[]): boolean {
  const same = all.filter(({ verb }) => verb === run.verb);
  return same.every(({ serve }) => serve !== undefined) && same[0] === run;
}

describe.runIf(HAS_SIGNALS)("a signal", () => {
  for (const run of RUNS) {
    test(`leaves ${run.name} whole, and a rerun ends as ever after SIGKILL`, async () => {
      const count = await writesOf(run);
      const random = createRandom(SEED + run.name.length);
      const soon = () => SOONEST_MS + random.next() * (LATEST_MS - SOONEST_MS);
      const kills: BuiltOptions[] = [
        ...choose(count, MOST_KILLS, run.name).map(
          (at) => ({ fault: { at, signal: "SIGKILL", isHalfDone: true } }) as const,
        ),
        { after: { milliseconds: soon(), signal: "SIGKILL" } },
      ];
      const ends: BuiltOptions[] = [
        ...choose(count, 2, run.name).map(
          (at, index) => ({ fault: { at, signal: index === 0 ? "SIGTERM" : "SIGINT" } }) as const,
        ),
        { after: { milliseconds: soon(), signal: "SIGTERM" } },
      ];
      const problems: string[][] = [];
      for (const options of kills) problems.push(await killed(run, options));
      for (const options of ends) problems.push(await ended(run, options));
      tally("signals", run.verb, kills.length + ends.length, FAULTS);
      expect(problems.flat()).toEqual([]);
    });
  }
});

holdTheDocs("signals");

async function writesOf(run: GoodRun): Promise<number> {
  let writes = 0;
  await perform(run, {
    async run(start) {
      using _watch = watchWrites(start.cwd, async () => void writes++);
      return await runInProcess(start);
    },
  });
  return writes;
}

/** What is not whole after a kill, and what is wrong with a run in the same place afterwards. */
async function killed(run: GoodRun, options: BuiltOptions): Promise<string[]> {
  const control = await controlOf(run);
  const between: string[] = [];
  const again = await perform(run, {
    async run(start) {
      const before = await readTree(start.cwd);
      const end = await runBuilt(start, options);
      // A kill that does not come shows nothing.
      if (options.fault !== undefined && end.signal !== "SIGKILL")
        between.push(`it is not killed, and ends with ${end.code}`);
      const after = await readTree(start.cwd);
      const texts = await readTexts(start.cwd, before, after);
      between.push(
        ...halfWritten({ ended: { ...end, answer: null }, before, after, texts, requests: [] }, control, {
          isKilled: true,
        }),
      );
      return await runInProcess(start);
    },
  });
  const name = `SIGKILL ${nameOf(options)}`;
  const verdict = again.ended.answer?.verdict;
  const isAsEver = verdict === control.ended.answer?.verdict || (verdict !== undefined && verdict === run.again);
  const rerun = isAsEver ? [] : [`the rerun ends with ${again.ended.code}: ${again.ended.stderr.slice(-400)}`];
  return [...between, ...rerun].map((problem) => `${run.name}, ${name}: ${problem}`);
}

/** SIGTERM and SIGINT: the run gives up cleanly, or is through already. */
async function ended(run: GoodRun, options: BuiltOptions): Promise<string[]> {
  let isThrough = false;
  const seen: Seen = await perform(run, {
    async run(start) {
      const end = await runBuilt(start, options);
      // Before the program has begun to listen for it, the signal ends the process as it would any other.
      isThrough = end.signal !== null;
      return end;
    },
  });
  if (isThrough) return [];
  const fault = { name: `a signal ${nameOf(options)}`, names: /interrupted/, mayPass: "with its verdict" } as const;
  return await judge(run, fault, seen);
}

function nameOf({ fault, after }: BuiltOptions): string {
  return fault === undefined
    ? `${after?.signal} after ${after?.milliseconds} ms`
    : `${fault.signal} at write ${fault.at + 1}`;
}

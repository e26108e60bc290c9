import { describe, expect, test } from "vitest";
import { holdTheDocs, tally } from "./count/tally.ts";
import { SERVICE_FAULTS } from "./faults/service-faults.ts";
import { GOOD_RUNS } from "./good-runs/index.ts";
import { judge } from "./judge.ts";
import { choose } from "./world/choose.ts";
import { controlOf, perform } from "./world/control.ts";
import { hastenTimers } from "./world/hasten-timers.ts";
import { inTurns } from "./world/in-turns.ts";

/** How many requests of a run are hit by the faults of every kind; the first one is hit by all. */
const MOST_REQUESTS = 4;
const TOGETHER = 8;

hastenTimers(20);

describe("a service that misbehaves", () => {
  for (const run of GOOD_RUNS.filter(({ serve }) => serve !== undefined)) {
    test(`${run.name} says so, writes nothing by halves, and does not pass`, { timeout: 120_000 }, async () => {
      const { requests } = await controlOf(run);
      const cases = [
        ...SERVICE_FAULTS.map((fault) => ({ at: 0, fault })),
        ...choose(requests.length, MOST_REQUESTS, run.name)
          .filter((at) => at > 0)
          .flatMap((at) => SERVICE_FAULTS.filter(({ isOfEvery }) => isOfEvery).map((fault) => ({ at, fault }))),
      ];
      const problems = await inTurns(TOGETHER, cases, async ({ at, fault }) => {
        const { name, misbehave, times, mayPass, names } = fault;
        const seen = await perform(run, { service: { at, times, misbehave } });
        // The one that was hit: those that are sent together come in any order.
        const request = seen.requests[at] ?? "none";
        return await judge(run, { name: `${name} at ${at + 1}, ${request}`, mayPass, names: names(request) }, seen);
      });
      tally("requests", run.verb, cases.length, SERVICE_FAULTS.length);
      expect(problems.flat()).toEqual([]);
    });
  }
});

holdTheDocs("requests");

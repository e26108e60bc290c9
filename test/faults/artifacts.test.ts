import { commands } from "@airworthy/commands";
import { describe, expect, test } from "vitest";
import { startGitHub } from "../harness/github/index.ts";
import { holdTheDocs, tally } from "./count/tally.ts";
import { SERVICE_FAULTS, type ServiceFaultKind } from "./faults/service-faults.ts";
import type { GoodRun } from "./good-run.ts";
import { GOOD_RUNS } from "./good-runs/index.ts";
import { judge } from "./judge.ts";
import { perform } from "./world/control.ts";
import { FaultyServices } from "./world/faulty-service.ts";
import { hastenTimers } from "./world/hasten-timers.ts";

const KINDS = [
  "403",
  "409",
  "500 from then on",
  "the connection breaks from then on",
  "a page of HTML",
  "JSON of another shape",
];
const FAULTS = SERVICE_FAULTS.filter(({ name }) => KINDS.includes(name));
/** What the client of the service reads from the process's environment itself. */
const VARIABLES = ["ACTIONS_RESULTS_URL", "ACTIONS_RUNTIME_TOKEN"];

// Its client waits for up to a minute and a half in all.
hastenTimers(100);

describe("an artifact service that is down", () => {
  for (const { name: verb } of commands.filter(({ writesEvidence }) => writesEvidence)) {
    const run = GOOD_RUNS.find((good) => good.verb === verb && good.serve === undefined);
    test(`fails ${verb}, whose evidence is there all the same`, async () => {
      if (run === undefined) throw new Error(`${verb} has no good run without services`);
      expect((await upload(run, null)).ended.code).toBe(0);
      const problems: string[][] = [];
      for (const fault of FAULTS) {
        const seen = await upload(run, fault);
        problems.push(await judge(run, { name: `the artifact service: ${fault.name}`, names: /artifact/ }, seen));
      }
      tally("artifacts", verb, FAULTS.length, FAULTS.length);
      expect(problems.flat()).toEqual([]);
    });
  }
});

holdTheDocs("artifacts");

/** The run with its evidence uploaded. One at a time: they share the process's environment. */
async function upload(run: GoodRun, fault: ServiceFaultKind | null) {
  await using stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const services = new FaultyServices(
    fault === null ? null : { at: 0, times: fault.times, misbehave: fault.misbehave },
  );
  const url = await services.through(github.url, stack);
  for (const name of VARIABLES) process.env[name] = github.env[name]?.replace(github.url, url);
  stack.defer(() => {
    for (const name of VARIABLES) delete process.env[name];
  });
  return await perform(run, { args: ["--artifact", "evidence"] });
}

import { describe, expect, test } from "vitest";
import { holdTheDocs, tally } from "./count/tally.ts";
import type { GoodRun } from "./good-run.ts";
import { GOOD_RUNS } from "./good-runs/index.ts";
import { judge } from "./judge.ts";
import { perform, type Seen } from "./world/control.ts";
import { hastenTimers } from "./world/hasten-timers.ts";
import { NOON } from "./world/space.ts";

const FAULTS = 7;
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** How far the clock is off, by how often it was asked. */
const CLOCKS: Readonly<Record<string, (asked: number) => number>> = {
  "a year behind": () => -YEAR,
  "a year ahead": () => YEAR,
  "at the beginning of 1970": () => Number.NEGATIVE_INFINITY,
  "in 2099": () => 73 * YEAR,
  "an hour back in the middle": (asked) => (asked > 1 ? -HOUR : 0),
  "a year on in the middle": (asked) => (asked > 1 ? YEAR : 0),
  "back and forth": (asked) => (asked % 2 === 0 ? HOUR : -HOUR),
};

hastenTimers(20);

describe("a clock that is wrong", () => {
  for (const run of GOOD_RUNS) {
    test(`makes ${run.name} neither pass what is stale nor count time backwards`, async () => {
      const problems: string[][] = [];
      for (const [name, offset] of Object.entries(CLOCKS)) {
        const seen = await perform(run, { now: clockOf(run, offset) });
        const mayPass = run.heeds?.test(name) === true ? undefined : "with its verdict";
        const fault = { name: `the clock ${name}`, names: /./, mayPass } as const;
        problems.push([
          ...(await judge(run, fault, seen)),
          ...backwards(seen).map((found) => `${run.name}, ${name}: ${found}`),
        ]);
      }
      tally("clocks", run.verb, FAULTS, FAULTS);
      expect(problems.flat()).toEqual([]);
    });
  }
});

holdTheDocs("clocks");

function clockOf(run: GoodRun, offset: (asked: number) => number): () => Date {
  const right = Date.parse(run.now ?? NOON);
  let asked = 0;
  return () => new Date(Math.max(0, right + offset(asked++)));
}

/** Durations below zero and dates that are none, in whatever the run wrote. */
function backwards({ texts }: Seen): string[] {
  return [...texts].flatMap(([path, bytes]) => {
    const text = bytes.toString();
    const found = /"(?:duration|seconds|elapsed|age)[A-Za-z]*":\s*-\d|Invalid Date|"NaN/.exec(text);
    return found === null ? [] : [`${path} says ${found[0]}`];
  });
}

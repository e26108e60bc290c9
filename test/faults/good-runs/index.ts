import type { GoodRun } from "../good-run.ts";
import * as audits from "./audits.ts";
import * as baseline from "./baseline.ts";
import * as beginnings from "./beginnings.ts";
import * as packages from "./packages.ts";
import * as people from "./people.ts";
import * as reports from "./reports.ts";
import * as rollouts from "./rollouts.ts";
import * as tests from "./tests.ts";

/** At least one of every verb. */
export const GOOD_RUNS: readonly GoodRun[] = [
  beginnings,
  packages,
  tests,
  audits,
  baseline,
  rollouts,
  people,
  reports,
].flatMap((runs) => Object.values<unknown>(runs).filter(isGoodRun));

function isGoodRun(value: unknown): value is GoodRun {
  return typeof value === "object" && value !== null && "verb" in value;
}

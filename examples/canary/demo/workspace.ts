import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Simulation, simulate } from "../simulator/simulate.ts";
import { WORLDS, type WorldName } from "../simulator/worlds.ts";
import { type Airworthy, createAirworthy } from "./airworthy.ts";
import { type Digests, makePackages } from "./packages.ts";
import { FLAGS_FILE, HOUR, ROLLOUT } from "./plan.ts";
import { startWebhook, type Webhook } from "./webhook.ts";

/** A Monday. The clock is the story's own: nobody waits. */
const BEGIN = "2026-03-02T08:00:00Z";
const SEED = 7;
const PEOPLE = 20_000;
const HOURS_BEFORE = 24;

/** The time of the story. */
export interface Clock {
  now: Date;
}

/** A folder with the plan and the packages, an alert's receiver, and a clock. */
export interface Workspace extends AsyncDisposable {
  readonly clock: Clock;
  readonly airworthy: Airworthy;
  readonly webhook: Webhook;
  readonly digests: Digests;
  /** A world's users, after a day under the flag as it is, so that there is a time before. */
  enter(world: WorldName): Promise<Simulation>;
  /** Asks for a world's candidate to be given to the first users. */
  start(world: WorldName): ReturnType<Airworthy>;
}

/** Begins anew in a folder: an absolute path. */
export async function createWorkspace(folder: string): Promise<Workspace> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(join(import.meta.dirname, "..", "airworthy.yml"), join(folder, "airworthy.yml"));
  const clock: Clock = { now: new Date(BEGIN) };
  const webhook = await startWebhook();
  const env = { USER: "ann", PAGER_URL: webhook.url, PAGER_SECRET: webhook.secret };
  const airworthy = createAirworthy({ folder, env, now: () => clock.now });
  const digests = await makePackages(folder, airworthy);
  return {
    ...{ clock, airworthy, webhook, digests },
    async enter(world) {
      const simulation = simulate(world, {
        ...{ seed: SEED, people: PEOPLE, from: clock.now, flag: ROLLOUT },
        flagsFile: join(folder, FLAGS_FILE),
        eventsFile: join(folder, "events.jsonl"),
        models: new Map([
          [digests.vader, "vader"],
          [digests.afinn, "afinn"],
          [digests.mended, "mended"],
        ]),
      });
      clock.now = new Date(clock.now.getTime() + HOURS_BEFORE * HOUR);
      await simulation.runUntil(clock.now);
      return simulation;
    },
    start(world) {
      const { candidate, baseline } = WORLDS[world];
      const packages = ["--package", join("packages", candidate), "--baseline-package", join("packages", baseline)];
      return airworthy("manage-rollout", ["--move", "start", "--rollout", ROLLOUT, ...packages]);
    },
    [Symbol.asyncDispose]: () => webhook[Symbol.asyncDispose](),
  };
}

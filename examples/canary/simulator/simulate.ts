import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createResolver, type Resolver } from "@airworthy/flags";
import { exposureHook, exposureLine } from "@airworthy/flags/exposure";
import { outcomesOf, type Row } from "./outcomes.ts";
import { drawPeople } from "./people.ts";
import type { ModelName } from "./versions.ts";
import { DAY, type Visit, visitsOfDay } from "./visits.ts";
import { WORLDS, type WorldName } from "./worlds.ts";

export interface SimulationOptions {
  readonly seed: number;
  /** How many people there are. */
  readonly people: number;
  /** When it begins. */
  readonly from: Date;
  readonly flag: string;
  /** The file of flags, read anew at each stretch; while there is none everybody has the baseline. */
  readonly flagsFile: string;
  /** Where events are appended, in the order of time. */
  readonly eventsFile: string;
  /** The packages behind the flag: which model a variant's digest is. */
  readonly models: ReadonlyMap<string, ModelName>;
}

/** Users in simulated time. They are made up; the answers that they get are those of real models. */
export interface Simulation {
  /** Lets time pass until then, under the flag as it is now, and answers how many events there were. */
  runUntil(until: Date): Promise<number>;
}

/**
 * People who ask for the sentiment of what they wrote, at a model that the flag chooses, and say whether the answer helped.
 * The same options give the same events, however time is divided into stretches.
 */
export function simulate(name: WorldName, options: SimulationOptions): Simulation {
  const world = WORLDS[name];
  const people = drawPeople(options.people, options.seed);
  const serve = createServing(options, world.baseline);
  const visitsOf = rememberLast((day) => visitsOfDay(day, people, options.seed));
  let now = options.from.getTime();
  let waiting: readonly Row[] = [];
  return {
    async runUntil(until) {
      const end = until.getTime();
      const flags = await readFlags(options.flagsFile);
      const begun = visitsBetween(now, end, visitsOf).flatMap((visit) => {
        const { model, exposures } = serve(visit, flags);
        return [...exposures, ...outcomesOf(visit, model, world)];
      });
      const rows = [...waiting, ...begun].toSorted((a, b) => a.at - b.at);
      const happened = rows.filter(({ at }) => at < end);
      waiting = rows.filter(({ at }) => at >= end);
      now = end;
      await mkdir(dirname(options.eventsFile), { recursive: true });
      await appendFile(options.eventsFile, happened.map(({ line }) => line).join(""));
      return happened.length;
    },
  };
}

interface Served {
  readonly model: ModelName;
  /** What the flag's hook had to say: nothing of what it said before. */
  readonly exposures: readonly Row[];
}

type Serve = (visit: Visit, flags: Resolver | null) => Served;

/** An application that asks the flag whose answer a visit gets, with the hook that any application would have. */
function createServing({ flag, models, people }: SimulationOptions, baseline: ModelName): Serve {
  let [at, language] = [0, ""];
  let exposures: Row[] = [];
  const hook = exposureHook({
    now: () => new Date(at),
    // Of each of two steps.
    remember: 2 * people,
    emit(exposure) {
      const row = { ...exposure, language };
      exposures.push({ at, line: exposureLine(row) });
    },
  });
  return (visit, flags) => {
    if (flags === null) return { model: baseline, exposures: [] };
    const context = { targetingKey: visit.person.id, language: visit.person.language };
    const { value, variant, reason, metadata } = flags.resolve(flag, context);
    [at, language, exposures] = [visit.at, visit.person.language, []];
    const details = { value, reason, flagMetadata: metadata, ...(variant === undefined ? {} : { variant }) };
    hook.finally({ flagKey: flag, context, providerMetadata: { name: "airworthy" } }, details);
    const model = models.get(String(value));
    if (model === undefined) throw new Error(`no model is the package ${String(value)}`);
    return { model, exposures };
  };
}

async function readFlags(path: string): Promise<Resolver | null> {
  try {
    return createResolver(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

type VisitsOf = (day: number) => readonly Visit[];

/** Several stretches are of the same day. */
function rememberLast(visitsOf: VisitsOf): VisitsOf {
  let [last, visits]: [number | null, readonly Visit[]] = [null, []];
  return (day) => {
    if (day !== last) [last, visits] = [day, visitsOf(day)];
    return visits;
  };
}

function visitsBetween(from: number, until: number, visitsOf: VisitsOf): readonly Visit[] {
  const visits: Visit[] = [];
  for (let day = Math.floor(from / DAY); day * DAY < until; day++) {
    for (const visit of visitsOf(day)) if (visit.at >= from && visit.at < until) visits.push(visit);
  }
  return visits;
}

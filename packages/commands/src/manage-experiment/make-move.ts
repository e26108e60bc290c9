import { resolve } from "node:path";
import { type InputFile, nearest, sha256, UserError } from "@airworthy/evidence";
import {
  addArm,
  balanceArms,
  dropArm,
  type Experiment,
  experimentFor,
  type Known,
  look,
  type Moved,
  type PeriodResult,
  type Plan,
  parseResults,
  readPlans,
  start,
  stop,
  weigh,
} from "@airworthy/experiments";
import type { Ports } from "@airworthy/runtime";
import { readSmallFile } from "@airworthy/storage";
import { readPolicy } from "../configuration/policy-section.ts";
import type { ReadConfiguration } from "../configuration/read-configuration.ts";
import { clearPackages } from "./clear-packages.ts";
import type { FlagFolder } from "./flag-folder.ts";
import type { ExperimentInputs } from "./inputs.ts";
import { readRoster } from "./read-roster.ts";

/** What came of a move, and what was read for it beside the folder. */
export interface Made {
  readonly moved: Moved;
  readonly read: readonly InputFile[];
}

/** Makes the move that the inputs ask for, as far as it is thinking: nothing is written. */
export async function makeMove(inputs: ExperimentInputs, folder: FlagFolder, ports: Ports): Promise<Made> {
  const { move, experiment: name } = inputs;
  const now = ports.now().toISOString();
  const own = () => experimentFor(move, name, folder.experiments);
  switch (move) {
    case "start": {
      const { plan, configuration } = await readPlan(inputs, folder);
      const { known, read } = await knowArms(plan.arms, folder, configuration, inputs, ports);
      const moved = start(plan, folder.experiments, { ...known, now, flag: folder.flag(plan.flag) });
      return { moved, read: [...configuration.read, ...read] };
    }
    case "add-arm": {
      const experiment = own();
      const { plan, configuration } = await readPlan(inputs, folder);
      const arms = [...experiment.arms, ...plan.arms];
      const { known, read } = await knowArms(arms, folder, configuration, inputs, ports);
      return {
        moved: addArm(experiment, armOf(inputs), plan, { ...known, now }),
        read: [...configuration.read, ...read],
      };
    }
    case "weigh": {
      const experiment = own();
      const results = await readResults(inputs, experiment, ports);
      if (results === null)
        throw new UserError("weigh needs results", { remedy: "Give the file of what was counted." });
      const configuration = await folder.configuration();
      const { known, read } = await knowArms(experiment.arms, folder, configuration, inputs, ports);
      const moved = weigh(experiment, results.periods, { ...known, now });
      return { moved, read: [...configuration.read, results.file, ...read] };
    }
    case "balance": {
      const { plan, configuration } = await readPlan(inputs, folder);
      const roster = await readRoster(inputs, ports);
      const moved = balance(plan, folder, roster, ports);
      return { moved, read: [...configuration.read, { ...roster.table.file }] };
    }
    case "drop-arm":
      return { moved: dropArm(own(), armOf(inputs), now), read: [] };
    case "stop":
      return { moved: stop(own(), now), read: [] };
    case "status": {
      const experiment = own();
      const results = await readResults(inputs, experiment, ports);
      const seen = { flag: folder.flag(experiment.flag), denied: folder.denied() };
      return { moved: look(experiment, seen, results?.periods ?? null), read: results === null ? [] : [results.file] };
    }
  }
}

interface Planned {
  readonly plan: Plan;
  readonly configuration: ReadConfiguration;
}

async function readPlan({ experiment: name }: ExperimentInputs, folder: FlagFolder): Promise<Planned> {
  const configuration = await folder.configuration();
  const { where, lineOf } = configuration;
  const plans = readPlans(configuration.configuration.experiments ?? {}, where, lineOf);
  const plan = plans.get(name);
  if (plan !== undefined) return { plan, configuration };
  const near = nearest(name, [...plans.keys()]);
  throw new UserError(
    `${where} plans no experiment ${JSON.stringify(name.slice(0, 100))}${near === undefined ? "" : `; did you mean ${near}?`}`,
    { remedy: "Plan it under `experiments`." },
  );
}

/** What clears the arms, and what denies them. */
async function knowArms(
  arms: readonly { readonly digest: string }[],
  folder: FlagFolder,
  configuration: ReadConfiguration,
  inputs: ExperimentInputs,
  ports: Ports,
): Promise<{ readonly known: Known; readonly read: readonly InputFile[] }> {
  const digests = [...new Set(arms.map(({ digest }) => digest))];
  const { clearances, read } = await clearPackages(digests, readPolicy(configuration), inputs, ports);
  return { known: { clearances, denied: folder.denied() }, read };
}

async function readResults(
  { results: name }: ExperimentInputs,
  experiment: Experiment,
  ports: Ports,
): Promise<{ readonly periods: readonly PeriodResult[]; readonly file: InputFile } | null> {
  if (name === undefined) return null;
  const text = await readSmallFile(resolve(ports.cwd, name), name);
  return { periods: parseResults(text, experiment, name), file: { name, sha256: sha256(text) } };
}

function balance(plan: Plan, folder: FlagFolder, roster: Awaited<ReturnType<typeof readRoster>>, ports: Ports): Moved {
  const progress = ports.progress("Looking at salts", roster.candidates, "cases");
  try {
    const onCandidate = () => {
      ports.signal.throwIfAborted();
      progress.advance(1);
    };
    return balanceArms(plan, folder.experiments, { ...roster, onCandidate });
  } finally {
    progress.finish();
  }
}

function armOf({ arm, move }: ExperimentInputs): string {
  if (arm === undefined) throw new UserError(`${move} needs arm`, { remedy: "Name the arm." });
  return arm;
}

import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import {
  EXPERIMENTS_FILE,
  type Experiment,
  type FlagDefinition,
  isObject,
  type Moved,
  parseExperiments,
  whatToWrite,
} from "@airworthy/experiments";
import { FLAGS_FILE, parseRollouts, ROLLOUTS_FILE, readFlag, writeFlag } from "@airworthy/rollout";
import { shownPath } from "@airworthy/storage";
import { parseConfiguration, type ReadConfiguration } from "../configuration/read-configuration.ts";
import type { FlagsPlace } from "../manage-rollout/open-flags.ts";

/** GitHub takes no larger file: https://docs.github.com/en/repositories/working-with-files/managing-large-files. */
const MOST_BYTES = 100 * 1024 * 1024;

const SHORT_DIGITS = 12;

/** What a folder holds that an experiment is served and kept by, as it stood when it was opened. */
export interface FlagFolder {
  readonly experiments: readonly Experiment[];
  /** What was read, as evidence names it. */
  readonly read: readonly InputFile[];
  /** Digests that were rolled back. Asked by those who need it: a stop waits for no file to be mended. */
  denied(): ReadonlySet<string>;
  /** A flag as it stands; null where it is not there. */
  flag(key: string): FlagDefinition | null;
  /** The configuration, from where the flags are. */
  configuration(): Promise<ReadConfiguration>;
  /**
   * Writes what a move leaves, all of it or nothing: where it is now, empty where there was nothing to write; null where
   * others wrote meanwhile.
   */
  write(moved: Moved): Promise<string | null>;
}

/**
 * Reads the folder; files that are not there are empty. `config` is the configuration's path. Throws a UserError that names the file
 * and what is wrong in it.
 */
export async function openFlagFolder(place: FlagsPlace, config: string): Promise<FlagFolder> {
  const { store, pathOf } = place;
  const state = await store.open();
  const paths = { flags: pathOf(FLAGS_FILE), experiments: pathOf(EXPERIMENTS_FILE), rollouts: pathOf(ROLLOUTS_FILE) };
  const flags = await state.read(paths.flags, MOST_BYTES);
  const kept = await state.read(paths.experiments, MOST_BYTES);
  const rollouts = await state.read(paths.rollouts, MOST_BYTES);
  const experiments = parseExperiments(kept, paths.experiments);
  const texts = new Map([
    [paths.flags, flags],
    [paths.experiments, kept],
    [paths.rollouts, rollouts],
  ]);
  const flag = (key: string) => flagIn(flags, key, paths.flags);
  return {
    experiments,
    read: [...texts].flatMap(([name, text]) => (text === null ? [] : [{ name, sha256: sha256(text) }])),
    denied: () => deniedIn(rollouts, paths.rollouts),
    flag,
    configuration: async () => readText(await place.configuration(state), config),
    write: async (moved) => {
      const { flag: key } = moved.after;
      const change = whatToWrite(moved, experiments, flag(key));
      const files = new Map<string, string>();
      if (change.experiments !== null) files.set(paths.experiments, change.experiments);
      if (change.flag !== null) files.set(paths.flags, writeFlag(flags, key, change.flag, paths.flags));
      if (files.size === 0) return "";
      return await state.commit({ files, deletions: [], message: messageOf(moved, flags) });
    },
  };
}

/** One line that tells one move from every other of the folder: the branch of a pull request is named after it. */
function messageOf({ move, effect, after }: Moved, flags: string | null): string {
  const id = `Experiment ${after.name} (move ${after.revision})`;
  if (effect === "unchanged") return `${id}: flag put back over ${sha256(flags ?? "").slice(0, SHORT_DIGITS)}`;
  switch (after.phase) {
    case "balanced":
      return `${id}: ${move}, salt ${after.salt}`;
    case "running":
      return `${id}: ${move}, ${formatWeights(after.allocations.at(-1)?.arms ?? [])}`;
    case "stopped":
      return `${id}: ${move}`;
  }
}

/** The share of each arm in ten-thousandths, as outputs and commits have it. */
export function formatWeights(arms: readonly { readonly name: string; readonly slots: number }[]): string {
  return arms.flatMap(({ name, slots }) => (slots === 0 ? [] : [`${name}=${slots}`])).join(",");
}

function readText(text: string | null, name: string): ReadConfiguration {
  const where = shownPath(name);
  if (text === null) return { configuration: {}, where, lineOf: () => undefined, read: [] };
  return { ...parseConfiguration(text, where), where, read: [{ name, sha256: sha256(text) }] };
}

function deniedIn(rollouts: string | null, where: string): ReadonlySet<string> {
  const denied = rollouts === null ? [] : parseRollouts(rollouts, where).denied;
  return new Set(denied.map(({ digest }) => digest));
}

function flagIn(flags: string | null, key: string, where: string): FlagDefinition | null {
  const flag = flags === null ? undefined : readFlag(flags, key, where);
  if (flag === undefined) return null;
  if (isObject(flag)) return flag;
  throw new UserError(`${where}: the flag ${JSON.stringify(key)} is not an object`);
}

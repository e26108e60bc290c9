import { UserError } from "@airworthy/evidence";
import type { TextState } from "@airworthy/refs";
import {
  AUDIT_FILE,
  FLAGS_FILE,
  idleRollout,
  NO_ROLLOUTS,
  parseRollouts,
  ROLLOUTS_FILE,
  type RolloutPlan,
  type RolloutState,
  type Rollouts,
  readFlag,
  rolloutId,
} from "@airworthy/rollout";
import type { FlagsPlace } from "./open-flags.ts";
import { orWithout } from "./stops.ts";

/** GitHub takes no larger file: https://docs.github.com/en/repositories/working-with-files/managing-large-files. */
const MOST_BYTES = 100 * 1024 * 1024;

/** The three files of a folder as they stood when the store was opened. */
export interface FlagFiles {
  /** Null where there is none. */
  readonly flags: string | null;
  readonly rollouts: Rollouts;
  /** Empty where there is none; null where it cannot be read, and the move does not need it. */
  readonly audit: string | null;
}

/** `withoutLog` is told why the log cannot be read, where a move can do without it; else that is an error. */
export async function readFlagFiles(
  state: TextState,
  { pathOf }: FlagsPlace,
  withoutLog: ((why: string) => void) | null = null,
): Promise<FlagFiles> {
  const read = (file: string) => state.read(pathOf(file), MOST_BYTES);
  const readLog = async () => (await read(AUDIT_FILE)) ?? "";
  const [flags, rollouts] = await Promise.all([read(FLAGS_FILE), read(ROLLOUTS_FILE)]);
  const audit = withoutLog === null ? await readLog() : await orWithout(readLog, null, withoutLog);
  const parsed = rollouts === null ? NO_ROLLOUTS : parseRollouts(rollouts, pathOf(ROLLOUTS_FILE));
  return { flags, rollouts: parsed, audit };
}

/** The flag as its file has it; undefined where there is none. */
export function flagIn({ flags }: FlagFiles, flag: string, { pathOf }: FlagsPlace): unknown {
  return flags === null ? undefined : readFlag(flags, flag, pathOf(FLAGS_FILE));
}

/**
 * The rollout that is asked for, by its plan's name or by its identity, which must be that of now. Throws a UserError where
 * there is neither such a rollout nor such a plan.
 */
export function findRollout(
  { rollouts }: Rollouts,
  asked: string,
  plans: ReadonlyMap<string, RolloutPlan>,
): RolloutState {
  const known = rollouts.get(asked) ?? [...rollouts.values()].find((state) => rolloutId(state) === asked);
  if (known !== undefined) return known;
  const plan = plans.get(asked);
  if (plan !== undefined) return idleRollout(plan);
  const earlier = [...rollouts.values()].find(({ name }) => asked.startsWith(`${name}-`));
  if (earlier !== undefined) {
    throw new UserError(`rollout: ${asked} is over; ${rolloutId(earlier)} is the one of now`);
  }
  const names = [...new Set([...rollouts.keys(), ...plans.keys()])].join(", ");
  throw new UserError(`rollout: there is no rollout or plan ${JSON.stringify(asked.slice(0, 120))}`, {
    remedy: names === "" ? "Write a plan into the section rollouts of airworthy.yml." : `There are: ${names}.`,
  });
}

import { UserError } from "@airworthy/evidence";
import { entryOf, type PromotionPolicy, type RegistryModel, readRegistry, type Stage } from "@airworthy/promotion";
import { isUnderway, type RolloutState } from "@airworthy/rollout";
import { readFlagFiles } from "../../manage-rollout/flag-files.ts";
import type { Place } from "../place.ts";

/** A rollout, and the stage that gives a version to users by it. */
export interface StageRollout {
  readonly stage: Stage;
  readonly rollout: string;
}

/**
 * The rollout that a command means: the one of that name; else of the stages that have a version of the model of that name, or
 * whose rollout is about it; without a name the one that is under way. Throws a UserError where there is none or more than one.
 */
export async function findRollout(name: string | null, policy: PromotionPolicy, place: Place): Promise<StageRollout> {
  const all = rolloutsOf(policy);
  const named = all.find(({ rollout }) => rollout === name);
  if (named !== undefined) return named;
  const states = await readStates(place);
  const model = name === null ? null : readRegistry(await place.tags.list(name)).get(name);
  const meant = name === null ? all : all.filter((one) => isOf(name, model ?? null, one, states.get(one.rollout)));
  const underway = meant.filter(({ rollout }) => isMoving(states.get(rollout)));
  const [only, ...others] = underway.length > 0 || name === null ? underway : meant;
  if (only !== undefined && others.length === 0) return only;
  const what = name === null ? "There is no rollout under way" : `There is no rollout of ${JSON.stringify(name)}`;
  const list = (only === undefined ? all : [only, ...others]).map(({ rollout }) => rollout).join(", ");
  throw new UserError(only === undefined ? what : `More than one rollout is meant: ${list}`, {
    remedy: list === "" ? "No stage of the policy names a rollout." : `Name one of ${list}.`,
  });
}

/** Each rollout once, with the last stage that names it. */
export function rolloutsOf({ stages }: Pick<PromotionPolicy, "stages">): readonly StageRollout[] {
  const found = stages.flatMap((stage) =>
    stage.rollout === null ? [] : [[stage.rollout, { stage, rollout: stage.rollout }] as const],
  );
  return [...new Map(found).values()];
}

/** How each rollout stands, by its plan's name. */
export async function readStates(place: Place): Promise<ReadonlyMap<string, RolloutState>> {
  const state = await place.flags.store.open();
  const files = await readFlagFiles(state, place.flags, (why) => place.warn(`The audit log was not read: ${why}`));
  return files.rollouts.rollouts;
}

function isOf(
  name: string,
  model: RegistryModel | null,
  { stage }: StageRollout,
  state: RolloutState | undefined,
): boolean {
  return state?.model === name || (model !== null && entryOf(model, stage.name) !== null);
}

function isMoving(state: RolloutState | undefined): boolean {
  return state !== undefined && isUnderway(state);
}

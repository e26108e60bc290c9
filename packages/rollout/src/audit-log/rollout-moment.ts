import { canonicalJson, sha256 } from "@airworthy/evidence";
import { standingOf } from "../evidence/create-rollout.ts";
import type { Denial } from "../state/denial.ts";
import type { RolloutState } from "../state/rollout-state.ts";
import type { EntrySide } from "./entry.ts";

/** What the files of a folder hold of a rollout at one moment. */
export interface RolloutMoment {
  /** As rollouts.json has it; null where it has none yet. */
  readonly state: RolloutState | null;
  readonly denied: readonly Denial[];
  /** The flag's definition as flags.json has it; null where there is no such flag. */
  readonly flag: unknown;
}

/** Of a list that has nothing in it. */
export const EMPTY_LIST_DIGEST = sha256("[]");

/** A moment as an entry has it. Throws a TypeError for what JSON cannot hold. */
export function sideOf({ state, denied, flag }: RolloutMoment): EntrySide {
  return {
    ...(state === null ? NOTHING_STARTED : exposureOf(state)),
    state: valueDigest(state),
    flag: valueDigest(flag),
    denials: denialsDigest(denied),
  };
}

/** The digest of a list of denied packages. */
export function denialsDigest(denied: readonly unknown[]): string {
  return sha256(canonicalJson(denied));
}

/** The digest of a JSON value, whatever its white space and the order of its keys; null of null. */
export function valueDigest(value: unknown): string | null {
  return value === null ? null : sha256(canonicalJson(value));
}

const NOTHING_STARTED = { phase: "idle", step: null, share: 0, segment: null } as const;

function exposureOf(state: RolloutState): Pick<EntrySide, "phase" | "step" | "share" | "segment"> {
  const { phase, step, share, segment } = standingOf(state);
  return { phase, step, share, segment };
}

import {
  idleRollout,
  isUnderway,
  type Ramp,
  type RolloutEntry,
  type RolloutState,
  type Underway,
} from "@airworthy/rollout";

/** A rollout of which the log has the moves. */
export interface Recorded {
  /** As it is now, or as another rollout of the same plan is. */
  readonly state: RolloutState;
  readonly ramp: Ramp;
  /** Oldest first. */
  readonly log: readonly RolloutEntry[];
}

/** The rollout as it stood at a time, in milliseconds since 1970; null where nobody had a candidate then. */
export function stateAt({ state, ramp, log }: Recorded, time: number): Underway | null {
  const past = log.filter(({ on }) => Date.parse(on) <= time);
  const last = past.at(-1);
  const began = past.findLast(({ move }) => move === "start" || move === "advance" || move === "resume");
  if (last === undefined || began === undefined || last.candidate === null || last.stable === null) return null;
  if (last.after.step === null) return null;
  const at: RolloutState = {
    ...idleRollout(state),
    number: last.rollout.number,
    revision: past.length,
    phase: last.after.phase,
    candidate: { digest: last.candidate, version: versionOf(state, last.candidate) },
    stable: { digest: last.stable, version: versionOf(state, last.stable) },
    ramp: { steps: [...ramp.steps], segments: [...ramp.segments] },
    step: last.after.step,
    stepStartedOn: began.on,
  };
  return isUnderway(at) ? at : null;
}

/** What the state still calls it. */
function versionOf({ candidate, stable, good }: RolloutState, digest: string): string | null {
  return [candidate, stable, ...good].find((known) => known?.digest === digest)?.version ?? null;
}

import { UserError } from "@airworthy/evidence";
import type { Version } from "../fields.ts";
import { type Denial, denialOf } from "../state/denial.ts";
import { isUnderway, type RolloutState, rolloutId } from "../state/rollout-state.ts";
import { illegal } from "./illegal.ts";
import { NOBODY_EXPOSED } from "./nobody-exposed.ts";
import { moved, type Outcome, type Situation, unchanged } from "./outcome.ts";
import { type RollbackRequest, reasonOf } from "./request.ts";

/**
 * Everybody gets the last good version back, and the bad one is denied. It waits for nothing and nobody: no analysis,
 * window, freeze or approval. Throws a UserError where no version is left to go back to.
 */
export function rollback(situation: Situation<RollbackRequest>): Outcome {
  const { state, denied, request, facts } = situation;
  const bad = badVersion(state, request.digest);
  if (bad === null) return unchanged(alreadyBack(situation));
  const denial = denialOf(denied, bad.digest) ?? {
    ...bad,
    reason: reasonOf(request) ?? "rolled back",
    by: facts.actor,
    on: facts.now,
    rollout: rolloutId(state),
  };
  const all = [...denied.filter(({ digest }) => digest !== bad.digest), denial];
  const target = targetOf(state, all);
  if (target === undefined) throw nothingLeft(state);
  const good = state.good.filter(({ digest }) => digest !== target.digest);
  return moved(situation, { ...NOBODY_EXPOSED, phase: "rolled-back", stable: target, good }, all);
}

/** What is to go: the candidate, or what was promoted; after a rollback only what is named. Null where it is gone. */
function badVersion(state: RolloutState, named: string | null): Version | null {
  if (state.phase === "idle") throw illegal(state, "rollback");
  if (isUnderway(state)) return named === null || named === state.candidate.digest ? state.candidate : null;
  const isMeant = named === null ? state.phase === "complete" : named === state.stable?.digest;
  return isMeant ? state.stable : null;
}

function alreadyBack({ state, denied, request: { digest } }: Situation<RollbackRequest>): string {
  if (digest === null) return "it was rolled back already";
  if (denialOf(denied, digest) !== undefined) return "this version was rolled back already";
  const present = isUnderway(state) ? state.candidate : state.stable;
  throw illegal(state, "rollback", `it is about ${present?.digest ?? "nothing"}, not about ${digest}`);
}

function targetOf({ stable, good }: RolloutState, denied: readonly Denial[]): Version | undefined {
  const versions = stable === null ? good : [stable, ...good];
  return versions.find(({ digest }) => denialOf(denied, digest) === undefined);
}

function nothingLeft({ flag }: RolloutState): UserError {
  return new UserError("There is no version to go back to: every one before is denied, or there was none", {
    remedy: `Switch the flag ${JSON.stringify(flag)} off: give it "state": "DISABLED" in the flags' file, and applications use the default in their code. Or lift the denial of a version by the move allow.`,
  });
}

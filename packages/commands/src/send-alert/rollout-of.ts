import { CANARY_TYPE, parseCanary } from "@airworthy/canary";
import type { Statement, Verdict, VersionRef } from "@airworthy/evidence";
import { parseRollout, ROLLOUT_TYPE, type RolloutPredicate } from "@airworthy/rollout";

/** What evidence of a rollout says beside its section. */
export interface RolloutFacts {
  readonly id: string;
  /** The version that people have, or had. */
  readonly candidate: VersionRef;
  /** The best verdict that an alert of it may have: to roll back is a success that people must hear of. */
  readonly verdict: Verdict;
  /** Whether it is still to be held, or rolled back. */
  readonly canHold: boolean;
  readonly canStop: boolean;
}

/** Of a look at a rollout, or a move of it; null for any other evidence. */
export function rolloutOf(statement: Statement): RolloutFacts | null {
  if (statement.predicateType === CANARY_TYPE) {
    const { rollout, candidate, commands, verdict } = parseCanary(statement);
    return { id: rollout.id, candidate, verdict, canHold: commands.hold !== null, canStop: commands.stop !== null };
  }
  if (statement.predicateType !== ROLLOUT_TYPE) return null;
  const predicate = parseRollout(statement);
  const { rollout, after } = predicate;
  return {
    id: rollout.id,
    candidate: gone(predicate) ?? predicate.candidate,
    verdict: verdictOf(predicate),
    canHold: after.phase === "running",
    canStop: after.step !== null,
  };
}

/** Of a rollback the evidence's baseline is the version that it went back from. */
function gone({ move, effect, baseline }: RolloutPredicate): VersionRef | null {
  return move === "rollback" && effect === "moved" ? baseline : null;
}

function verdictOf({ move, effect, verdict }: RolloutPredicate): Verdict {
  if (effect !== "moved") return verdict;
  if (move === "rollback") return "fail";
  return move === "hold" ? "warn" : verdict;
}

import { onlyStops } from "../evidence/command.ts";
import type { Decision } from "../evidence/decision.ts";
import type { CanaryPredicate } from "../evidence/predicate.ts";

/** How a reader stops or holds a rollout; null where it is done already, or a rollout's name reads like another move. */
export function commandsFor(id: string, decision: Decision, isHeld: boolean): CanaryPredicate["commands"] {
  if (decision === "rollback") return { stop: null, hold: null };
  return { stop: moving("rollback", id), hold: isHeld ? null : moving("hold", id) };
}

function moving(move: "rollback" | "hold", id: string): string | null {
  const command = `npx airworthy manage-rollout --move ${move} --rollout ${id}`;
  return onlyStops(command, id) ? command : null;
}

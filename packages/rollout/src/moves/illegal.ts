import { UserError } from "@airworthy/evidence";
import { isUnderway, type Move, type RolloutState, rolloutId } from "../state/rollout-state.ts";

/** The moves that are possible where a rollout stands, the usual one first. */
export function possibleMoves(state: RolloutState): readonly Move[] {
  switch (state.phase) {
    case "running":
      return [isAtLastStep(state) ? "promote" : "advance", "hold", "rollback", "allow"];
    case "held":
      return ["resume", "rollback", "allow"];
    case "complete":
      return ["start", "rollback", "allow"];
    case "rolled-back":
      return ["start", "rollback", "allow"];
    case "idle":
      return ["start", "allow"];
  }
}

/** The error for a move that is not possible where the rollout stands. */
export function illegal(state: RolloutState, move: Move, why = ""): UserError {
  const because = why === "" ? "" : `: ${why}`;
  return new UserError(`${move} is not possible: ${standing(state)}${because}`, {
    remedy: `Possible now: ${possibleMoves(state).join(", ")}.`,
  });
}

/** Whether everybody has the candidate. */
export function isAtLastStep({ ramp, step }: RolloutState): boolean {
  return ramp !== null && step === ramp.steps.length;
}

function standing(state: RolloutState): string {
  if (state.phase === "idle") return `nothing of ${state.name} was started yet`;
  const step = isUnderway(state) ? ` at step ${state.step} of ${state.ramp.steps.length}` : "";
  return `${rolloutId(state)} is ${state.phase}${step}`;
}

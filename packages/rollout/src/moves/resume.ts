import { isUnderway } from "../state/rollout-state.ts";
import { approvalGate } from "./approval-gate.ts";
import { calendarGates, clearanceGates, deniedGate, flagGate } from "./gates.ts";
import { illegal } from "./illegal.ts";
import { neededPlan } from "./needed-plan.ts";
import { movedThrough, type Outcome, type Situation, unchanged } from "./outcome.ts";

/** A held rollout goes on at its step, which lasts anew: what was seen before the hold proves nothing of after it. */
export function resume(situation: Situation): Outcome {
  const { state, denied, facts } = situation;
  if (state.phase === "running") return unchanged("it is running");
  const step = state.ramp?.steps[(state.step ?? 0) - 1];
  if (!isUnderway(state) || step === undefined) throw illegal(state, "resume");
  const plan = neededPlan(situation);
  const gates = [
    deniedGate(denied, state.candidate.digest, state.name),
    flagGate(state, state.stable.digest, facts.flag),
    ...clearanceGates(facts.clearance, state.candidate.digest),
    ...calendarGates(plan, facts.now),
    approvalGate(step, state.held?.on ?? null, plan, facts),
  ];
  return movedThrough(gates, situation, { phase: "running", held: null, stepStartedOn: facts.now });
}

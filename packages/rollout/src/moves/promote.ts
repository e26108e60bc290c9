import { isUnderway, MOST_GOOD } from "../state/rollout-state.ts";
import { analysisGates } from "./analysis-gate.ts";
import { bakeGate, clearanceGates, deniedGate, flagGate } from "./gates.ts";
import { illegal, isAtLastStep } from "./illegal.ts";
import { neededPlan } from "./needed-plan.ts";
import { NOBODY_EXPOSED } from "./nobody-exposed.ts";
import { movedThrough, type Outcome, type Situation, unchanged } from "./outcome.ts";

/** The candidate, which everybody has, takes the stable version's place. Nobody gets another version: no window is waited for. */
export function promote(situation: Situation): Outcome {
  const { state, denied, facts } = situation;
  if (state.phase === "complete") return unchanged("the candidate was promoted already");
  if (state.phase !== "running" || !isUnderway(state)) throw illegal(state, "promote");
  if (!isAtLastStep(state)) throw illegal(state, "promote", "not everybody has the candidate yet");
  const plan = neededPlan(situation);
  const { stable, candidate, good } = state;
  const gates = [
    deniedGate(denied, candidate.digest, state.name),
    flagGate(state, stable.digest, facts.flag),
    ...clearanceGates(facts.clearance, candidate.digest),
    bakeGate(state, facts.now),
    ...analysisGates(state, "promote", plan, facts),
  ];
  const before = [stable, ...good].filter(({ digest }) => digest !== candidate.digest).slice(0, MOST_GOOD);
  return movedThrough(gates, situation, { ...NOBODY_EXPOSED, phase: "complete", stable: candidate, good: before });
}

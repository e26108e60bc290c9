import { UserError } from "@airworthy/evidence";
import type { Step } from "../plan/ramp.ts";
import { isUnderway, type Underway } from "../state/rollout-state.ts";
import { shareInWords } from "../words/plain.ts";
import { analysisGates } from "./analysis-gate.ts";
import { approvalGate } from "./approval-gate.ts";
import { bakeGate, calendarGates, clearanceGates, deniedGate, flagGate } from "./gates.ts";
import { illegal } from "./illegal.ts";
import { neededPlan } from "./needed-plan.ts";
import { movedThrough, type Outcome, type Situation, unchanged } from "./outcome.ts";
import type { AdvanceRequest } from "./request.ts";

/** The candidate comes to the users of the next step; those who have it keep it. */
export function advance(situation: Situation<AdvanceRequest>): Outcome {
  const { state, denied, request, facts } = situation;
  if (!isUnderway(state)) throw illegal(state, "advance");
  const { steps } = state.ramp;
  const asked = request.to === null ? state.step + 1 : positionOf(request.to, state);
  if (asked <= state.step) return unchanged(`it is at step ${state.step} of ${steps.length} already`);
  const next = steps[state.step];
  if (state.phase !== "running" || next === undefined) throw illegal(state, "advance");
  if (asked > state.step + 1) throw illegal(state, "advance", `the next step is ${stepInWords(next)}; none is skipped`);
  const plan = neededPlan(situation);
  const gates = [
    deniedGate(denied, state.candidate.digest, state.name),
    flagGate(state, state.stable.digest, facts.flag),
    ...clearanceGates(facts.clearance, state.candidate.digest),
    bakeGate(state, facts.now),
    ...calendarGates(plan, facts.now),
    approvalGate(next, state.stepStartedOn, plan, facts),
    ...analysisGates(state, "advance", plan, facts),
  ];
  return movedThrough(gates, situation, { step: asked, stepStartedOn: facts.now });
}

/** The step that is meant, from 1; where the plan has none of it, the last that it has come to or gone past. */
function positionOf(to: NonNullable<AdvanceRequest["to"]>, { ramp, step }: Underway): number {
  const exact = ramp.steps.findIndex(({ share, segment }) => share === to.share && segment === to.segment);
  if (exact !== -1) return exact + 1;
  const isPast = ramp.steps.slice(0, step).some(({ share, segment }) => segment === to.segment && share > to.share);
  if (isPast) return step;
  const wanted = stepInWords(to);
  throw new UserError(`The rollout has no step of ${wanted}; ${ramp.steps.map(stepInWords).join(", ")} are allowed`);
}

function stepInWords({ share, segment }: Pick<Step, "share" | "segment">): string {
  return `${shareInWords(share)} of ${segment ?? "everybody"}`;
}

import { UserError } from "@airworthy/evidence";
import type { Version } from "../fields.ts";
import { isUnderway } from "../state/rollout-state.ts";
import { approvalGate } from "./approval-gate.ts";
import { calendarGates, clearanceGates, deniedGate, flagGate } from "./gates.ts";
import { illegal } from "./illegal.ts";
import { neededPlan } from "./needed-plan.ts";
import { movedThrough, type Outcome, type Situation, unchanged } from "./outcome.ts";
import type { StartRequest } from "./request.ts";
import { servesBy } from "./served.ts";

/** The candidate comes to the users of the plan's first step. */
export function start(situation: Situation<StartRequest>): Outcome {
  const { state, denied, request, facts } = situation;
  const { candidate } = request;
  if (isUnderway(state)) {
    if (state.candidate.digest === candidate.digest) return unchanged("the candidate was started already");
    throw illegal(state, "start", `${state.candidate.digest} is on its way: promote it or roll it back first`);
  }
  if (state.stable?.digest === candidate.digest) return unchanged("everybody has this version already");
  const plan = neededPlan(situation);
  const stable = state.stable ?? firstStable(situation);
  const { steps, segments, flag, model, guardrails } = plan;
  const [first] = steps;
  if (first === undefined) throw new UserError(`The plan ${plan.name} has no step`);
  const gates = [
    deniedGate(denied, candidate.digest, state.name),
    // Where the flag is new, most users get the baseline by this move; and it is what there would be to go back to.
    ...(state.stable === null ? [deniedGate(denied, stable.digest, state.name, "the baseline")] : []),
    flagGate(state, stable.digest, facts.flag),
    ...clearanceGates(facts.clearance, candidate.digest),
    ...calendarGates(plan, facts.now),
    approvalGate(first, state.movedOn, plan, facts),
  ];
  return movedThrough(gates, situation, {
    flag,
    model,
    number: state.number + 1,
    phase: "running",
    stable,
    candidate,
    // What was rolled back to stays where it is; what comes back as a candidate is no longer behind us.
    good: state.good.filter(({ digest }) => digest !== candidate.digest),
    ramp: { steps: [...steps], segments: [...segments] },
    guardrails: [...guardrails],
    step: 1,
    stepStartedOn: facts.now,
    startedOn: facts.now,
  });
}

/** What everybody has before the first start: as it is asked, else as the flag says. */
function firstStable({ request, facts }: Situation<StartRequest>): Version {
  const served = servesBy(facts.flag);
  const stable = request.baseline ?? (served === null ? null : { digest: served, version: null });
  if (stable === null) {
    throw new UserError("The first start needs the version that everybody has now", {
      remedy: "Give its digest as the baseline, or let the flag serve it to everybody.",
    });
  }
  if (stable.digest !== request.candidate.digest) return stable;
  throw new UserError(`The candidate and the baseline are the same version, ${stable.digest}`);
}

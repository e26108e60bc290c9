import { canonicalJson, UserError } from "@airworthy/evidence";
import { adoptFlag } from "../flag/adopt-flag.ts";
import type { FlagDefinition } from "../flag/flag-definition.ts";
import type { Plan } from "../plan/plan.ts";
import { type Experiment, slotsByArm } from "../state/experiment.ts";
import { differenceFromPlan, draftExperiment } from "./draft.ts";
import { exposureGates, type Known } from "./gates.ts";
import { checkLegal } from "./illegal.ts";
import { type Moved, moveThrough } from "./moved.ts";

/**
 * Exposes users to the arms, where policy clears them all. One that runs by this very plan stays as it is. Throws a UserError where
 * the phase, the plan, the flag or the other experiments do not allow it.
 */
export function start(
  plan: Plan,
  experiments: readonly Experiment[],
  known: Known & { readonly now: string; readonly flag: FlagDefinition | null },
): Moved {
  const before = experiments.find(({ name }) => name === plan.name) ?? null;
  checkLegal("start", plan.name, before);
  if (before?.phase === "running") {
    refuseOtherPlan(before, plan, "runs");
    return moveThrough("start", { before, after: before }, exposureGates(before.arms, known));
  }
  const draft = draftExperiment(plan, experiments);
  const chosen = before?.phase === "balanced" ? balancedOf(before, draft, plan) : draft;
  const slots = slotsByArm(chosen);
  const after: Experiment = {
    ...chosen,
    revision: draft.revision,
    phase: "running",
    former: { ...adoptFlag(plan, known.flag) },
    allocations: [{ since: known.now, arms: chosen.arms.map((arm, index) => ({ ...arm, slots: slots[index] ?? 0 })) }],
    startedOn: known.now,
  };
  return moveThrough("start", { before, after }, exposureGates(after.arms, known));
}

/** The salt was chosen for these users and these slots: for others it is no better than any. */
function balancedOf(before: Experiment, draft: Experiment, plan: Plan): Experiment {
  refuseOtherPlan(before, plan, "was balanced");
  const dealtOf = ({ ranges, runs }: Experiment) => canonicalJson([ranges, runs]);
  if (dealtOf(before) === dealtOf(draft)) return { ...draft, salt: before.salt };
  throw new UserError(`the experiment ${plan.name} was balanced for other users or weights than it would start with`, {
    remedy: "Balance it again, then start it.",
  });
}

function refuseOtherPlan(experiment: Experiment, plan: Plan, what: string): void {
  const difference = differenceFromPlan(experiment, plan);
  if (difference === null) return;
  throw new UserError(`the experiment ${plan.name} ${what} by another plan: its ${difference} is not the plan's`, {
    remedy:
      what === "runs"
        ? "Add or drop arms by their own moves; stop it and start it anew for anything else."
        : "Balance it again, then start it.",
  });
}

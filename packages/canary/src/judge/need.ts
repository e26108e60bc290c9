import type { Ramp } from "../evidence/ramp.ts";
import type { CanaryPlan } from "../plan/plan.ts";

/**
 * What a step needs before the rollout goes on: that no margin is `unbreached`, all are `proven`, or `everything`: all margins
 * proven and all goals reached. The last step needs everything, and so does one after which nobody has the baseline: nothing
 * can be proven from there on.
 */
export type Need = "unbreached" | "proven" | "everything";

export function needOf({ advanceWhen }: Pick<CanaryPlan, "advanceWhen">, { steps, position }: Ramp): Need {
  const next = steps[position];
  const leavesNobody = next === undefined || (next.share === 1 && next.segment === null);
  return leavesNobody ? "everything" : advanceWhen;
}

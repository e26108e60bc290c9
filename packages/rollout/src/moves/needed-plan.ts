import { UserError } from "@airworthy/evidence";
import type { RolloutPlan } from "../plan/plan.ts";
import type { Situation } from "./outcome.ts";

/** The plan, without which no more users get a candidate. Throws a UserError where there is none, or one of another flag. */
export function neededPlan({ state, request, facts }: Situation): RolloutPlan {
  const { plan } = facts;
  if (plan === null) {
    throw new UserError(`${request.move} needs the plan of ${state.name}`, {
      remedy: `Put "${state.name}:" under "rollouts:" in airworthy.yml.`,
    });
  }
  if (plan.name === state.name && (state.number === 0 || plan.flag === state.flag)) return plan;
  throw new UserError(
    `The plan ${plan.name} is for the flag ${JSON.stringify(plan.flag)}; the rollouts of ${state.name} are of ${JSON.stringify(state.flag)}`,
    { remedy: "Give the flag another plan, under a name of its own." },
  );
}

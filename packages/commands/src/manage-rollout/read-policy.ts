import type { Policy } from "@airworthy/clearance";
import { plansOf, type RolloutPlan } from "@airworthy/rollout";
import { readPolicy } from "../configuration/policy-section.ts";
import { parseConfiguration } from "../configuration/read-configuration.ts";

/** What people decided of rollouts: their plans, and what clears a package. */
export interface RolloutPolicy {
  readonly plans: ReadonlyMap<string, RolloutPlan>;
  readonly policy: Policy;
}

/** There is no plan, and nothing clears anything. */
export const NO_POLICY: RolloutPolicy = { plans: new Map(), policy: { needs: [] } };

/** Reads both from the text of airworthy.yml. Throws a UserError that names file, line and field. */
export function readRolloutPolicy(text: string | null, where: string): RolloutPolicy {
  if (text === null) return NO_POLICY;
  const parsed = parseConfiguration(text, where);
  return { plans: plansOf(parsed.configuration.rollouts ?? {}), policy: readPolicy(parsed) };
}

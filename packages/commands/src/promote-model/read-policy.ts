import { sha256, UserError } from "@airworthy/evidence";
import { type PromotionPolicy, promotionPolicyOf } from "@airworthy/promotion";
import { plansOf, type RolloutPlan } from "@airworthy/rollout";
import { parseConfiguration } from "../configuration/read-configuration.ts";

/** What people decided of promotions, and the bytes that say so. */
export interface ReadPolicy {
  readonly policy: PromotionPolicy;
  readonly plans: ReadonlyMap<string, RolloutPlan>;
  readonly file: { readonly name: string; readonly sha256: string };
}

/** Reads the text of airworthy.yml. Throws a UserError that names file, line and field, and where there is no section `promotion`. */
export function readPromotionPolicy(text: string | null, where: string): ReadPolicy {
  const { promotion, rollouts } = text === null ? {} : parseConfiguration(text, where).configuration;
  if (text === null || promotion === undefined) {
    throw new UserError(`${where}: there is no section "promotion": nothing says what a stage needs`, {
      remedy: 'Write "promotion: stages:" with each stage and its needs: see docs/promotions.md.',
    });
  }
  return {
    policy: promotionPolicyOf(promotion),
    plans: plansOf(rollouts ?? {}),
    file: { name: where, sha256: sha256(text) },
  };
}

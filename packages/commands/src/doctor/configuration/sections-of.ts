import { nextOpening } from "@airworthy/calendar";
import type { PlaceOf, Sections } from "@airworthy/diagnosis";
import { promotionPolicyOf } from "@airworthy/promotion";
import { planSchedule, plansOf } from "@airworthy/rollout";
import type { WholeConfiguration } from "./whole-schema.ts";

/** What the sections say of each other, as of a time. */
export function sectionsOf(
  { policy, rollouts = {}, promotion, experiments = {}, canary = {} }: WholeConfiguration,
  file: string,
  placeOf: PlaceOf,
  now: Date,
): Sections {
  const plans = plansOf(rollouts);
  const stages = promotion === undefined ? [] : promotionPolicyOf(promotion).stages;
  const named = [
    ...stages.flatMap(({ name, rollout }) =>
      rollout === null ? [] : [{ rollout, path: ["promotion", "stages", name, "rollout"] }],
    ),
    ...Object.keys(canary).map((name) => ({ rollout: name, path: ["canary", name] })),
  ];
  return {
    file,
    placeOf,
    hasPolicy: policy !== undefined,
    rollouts: new Map([...plans].map(([name, plan]) => [name, lastStepOf(plan, now)])),
    named,
    experiments: Object.keys(experiments).length,
    stages: new Map(stages.map((stage) => [stage.name, openingOf(stage, now)])),
  };
}

function lastStepOf(plan: Parameters<typeof planSchedule>[0], now: Date): string | null {
  return planSchedule(plan, now.toISOString()).steps.at(-1)?.earliest ?? null;
}

function openingOf(stage: Parameters<typeof nextOpening>[0], now: Date): string | null {
  const instant = nextOpening(stage, now.getTime());
  return instant === null ? null : new Date(instant).toISOString();
}

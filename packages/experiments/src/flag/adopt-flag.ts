import { UserError } from "@airworthy/evidence";
import type { Plan } from "../plan/plan.ts";
import { canonicalOf } from "./canonical-of.ts";
import { type FlagDefinition, isObject } from "./flag-definition.ts";

/**
 * The flag that users outside of the experiment go on to get: the one that is there, or, where there is none, one whose only
 * variant is the first arm. Throws a UserError where the one that is there cannot carry an experiment.
 */
export function adoptFlag(plan: Plan, present: FlagDefinition | null): FlagDefinition {
  const [control] = plan.arms;
  if (present === null) {
    if (control === undefined) throw new RangeError("an experiment has arms");
    return {
      state: "ENABLED",
      variants: Object.fromEntries([[control.name, control.digest]]),
      defaultVariant: control.name,
    };
  }
  const problem = problemOf(plan, present);
  if (problem === null) return present;
  throw new UserError(`the flag ${JSON.stringify(plan.flag)} ${problem}`, {
    remedy: "Plan the experiment under a flag of its own, or mend this one first.",
  });
}

function problemOf({ arms }: Plan, flag: FlagDefinition): string | null {
  const { state, variants, targeting, metadata } = flag;
  if (canonicalOf(flag) === null) return "holds what cannot be kept: a number beyond JSON's, or too deep a nesting";
  if (state !== "ENABLED") return "is not enabled: nobody would get an arm";
  if (targeting !== undefined && !(isObject(targeting) && Object.keys(targeting).length === 0)) {
    return "has targeting of its own, which an experiment would take the place of";
  }
  if (isObject(metadata) && Object.hasOwn(metadata, "rollout")) {
    return "is kept by a rollout, which may go back while the experiment runs";
  }
  if (!isObject(variants)) return "has no variants";
  const present = new Map(Object.entries(variants));
  if ([...present.values()].some((value) => typeof value !== "string")) return "has variants that are not text";
  const other = arms.find(({ name, digest }) => present.has(name) && present.get(name) !== digest);
  return other === undefined ? null : `has a variant ${JSON.stringify(other.name)} with another value than the arm`;
}

import type { Calendar } from "@airworthy/calendar";
import { canonicalJson, secondsOf } from "@airworthy/evidence";
import type { RolloutsSection, WrittenPlan } from "./plan-section.ts";
import { type Ramp, rampOf } from "./ramp.ts";

/** How a rollout is to go, as airworthy.yml has it now. */
export interface RolloutPlan extends Calendar, Ramp {
  readonly name: string;
  readonly flag: string;
  readonly model: string;
  readonly guardrails: readonly string[];
  readonly advanceOn: "analysis" | "bake";
  readonly analysisFreshSeconds: number;
  /** "@ann" or, for any of its members, "@org/team". */
  readonly approvers: readonly string[];
}

/** The plans of the section `rollouts`, by name. */
export function plansOf(section: RolloutsSection): ReadonlyMap<string, RolloutPlan> {
  return new Map(Object.entries(section).map(([name, written]) => [name, planOf(name, written)]));
}

/** Whether two ramps expose the same users at the same steps. */
export function isSameRamp(a: Ramp, b: Ramp): boolean {
  return canonicalJson(bare(a)) === canonicalJson(bare(b));
}

function planOf(name: string, written: WrittenPlan): RolloutPlan {
  return {
    name,
    flag: written.flag ?? name,
    model: written.model ?? name,
    ...rampOf(written),
    windows: written.windows ?? [],
    freezes: written.freezes ?? [],
    guardrails: written.guardrails ?? [],
    advanceOn: written["advance-on"] ?? "analysis",
    analysisFreshSeconds: secondsOf(written["analysis-fresh"] ?? "1h") ?? 0,
    approvers: written.approvers ?? [],
  };
}

function bare({ steps, segments }: Ramp): object {
  const byName = segments.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { steps, segments: byName };
}

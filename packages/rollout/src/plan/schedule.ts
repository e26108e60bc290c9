import { nextOpening } from "@airworthy/calendar";
import type { RolloutPlan } from "./plan.ts";
import type { Step } from "./ramp.ts";

/** When a step can begin. */
export interface ScheduledStep extends Step {
  readonly position: number;
  /** ISO 8601, UTC; null where no window opens within ten years, and for every later step. */
  readonly earliest: string | null;
}

export interface Schedule {
  readonly steps: readonly ScheduledStep[];
  /** When the candidate can take the stable version's place: after the last bake. */
  readonly promotion: string | null;
}

/**
 * The earliest time of each step that begins at the given time at the earliest, by bakes, windows and freezes alone:
 * evidence, approvals and analyses take the time that they take. From a position on, where one is given.
 */
export function planSchedule(plan: RolloutPlan, start: string, from = 1): Schedule {
  let ready: number | null = Date.parse(start);
  const steps = plan.steps.slice(from - 1).map((step, index): ScheduledStep => {
    const begins: number | null = ready === null ? null : nextOpening(plan, ready);
    ready = begins === null ? null : begins + step.bakeSeconds * 1_000;
    return { ...step, position: from + index, earliest: iso(begins) };
  });
  return { steps, promotion: iso(ready) };
}

function iso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

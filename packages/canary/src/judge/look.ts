import type { VersionRef } from "@airworthy/evidence";
import type { Collected, Series } from "@airworthy/signals";
import type { Ramp } from "../evidence/ramp.ts";
import type { Timeline } from "../evidence/timeline.ts";
import type { CanaryPlan } from "../plan/plan.ts";

/** All that a look at a rollout is judged by. */
export interface Look {
  /** ISO 8601, as all times here. */
  readonly now: string;
  readonly plan: CanaryPlan;
  readonly rollout: { readonly id: string; readonly flag: string; readonly model: string };
  readonly candidate: VersionRef;
  readonly baseline: VersionRef;
  readonly ramp: Ramp;
  /** Whether the rollout is held by a person: then nothing advances. */
  readonly isHeld: boolean;
  readonly compared: ComparedStep;
  /** What was collected of units; null where the plan asks for none. */
  readonly collected: Collected | Failure | null;
  /** Requests of each version by windows, where nothing else tells the split; null where the plan asks for none. */
  readonly exposures: Series | Failure | null;
  /** By the metric's name. */
  readonly series: ReadonlyMap<string, Series | Failure>;
  /** What was decided before, oldest first, and how many entries before these are no longer here; a look's entry is added. */
  readonly before: Timeline["entries"];
  readonly omitted: number;
}

/** The step whose units are compared: the one that is going on, or at the last, where nobody has the baseline, the one before. */
export interface ComparedStep {
  /** From 1. */
  readonly position: number;
  /** The candidate's planned share of the units, strictly between 0 and 1. */
  readonly share: number;
  readonly startedOn: string;
}

/** A source that could not be read, and why, in a few words. */
export interface Failure {
  readonly problem: string;
}

export function isFailure(found: Collected | Series | Failure): found is Failure {
  return "problem" in found;
}

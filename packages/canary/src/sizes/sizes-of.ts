import { UserError } from "@airworthy/evidence";
import type { Exposure, Ramp } from "../evidence/ramp.ts";
import { alphasOf } from "../judge/alpha.ts";
import { cellsOf } from "../judge/cells.ts";
import type { CanaryMetric, CanaryPlan } from "../plan/plan.ts";
import { checkExpected, type Expected } from "./expected.ts";
import { type StepTerms, unitsFor, windowsFor } from "./units-for.ts";

/** What a metric's margin takes at one step of the ramp. */
export interface StepSize {
  readonly metric: string;
  /** From 1. */
  readonly position: number;
  /** Of each version, until the margin is proven with a probability of 80 %; null where nobody knows, or of windows. */
  readonly units: Exposure["units"] | null;
  /** Null where nobody knows, as in a segment, of which the traffic is not told. */
  readonly hours: number | null;
  /** Whether the step lasts as long at least; null where it says nothing, or nobody knows. */
  readonly suffices: boolean | null;
}

/**
 * How long each step of a ramp has to last until the margins of all units can be proven, where the versions do not differ: by
 * metric in the order of the plan, then by step; steps where all have the candidate prove nothing, and are not among them.
 * `unitsPerHour` are units of both versions that come for the first time. Throws a UserError for numbers that cannot be.
 */
export function sizesOf(
  plan: CanaryPlan,
  ramp: Pick<Ramp, "steps">,
  expected: ReadonlyMap<string, Expected>,
  unitsPerHour: number,
): readonly StepSize[] {
  if (!(unitsPerHour > 0 && unitsPerHour < Number.POSITIVE_INFINITY)) {
    throw new UserError(`units an hour: ${unitsPerHour} was given; a number above 0 is allowed`);
  }
  const alphas = alphasOf(cellsOf(plan), plan, ramp);
  return [...alphas].flatMap(([{ metric, group, margin }, alpha]) => {
    if (group !== null || margin === null) return [];
    const known = expected.get(metric.name);
    if (known !== undefined) checkExpected(metric, known);
    return ramp.steps.flatMap((step, index): StepSize[] => {
      if (step.share === 1) return [];
      const need = known === undefined ? NOTHING : needOf(metric, known, { share: step.share, alpha, plan });
      const ofTraffic = step.segment === null && need.total !== null ? need.total / unitsPerHour : null;
      const hours = need.hours ?? ofTraffic;
      const suffices = hours === null || step.bakeSeconds === null ? null : hours * SECONDS_AN_HOUR <= step.bakeSeconds;
      return [{ metric: metric.name, position: index + 1, units: splitUnits(need.total, step.share), hours, suffices }];
    });
  });
}

const SECONDS_AN_HOUR = 3_600;

interface Need {
  /** Units of both versions together. */
  readonly total: number | null;
  /** Of windows, which take their own time. */
  readonly hours: number | null;
}

const NOTHING: Need = { total: null, hours: null };

function needOf(metric: CanaryMetric, expected: Expected, terms: StepTerms): Need {
  const { signal } = metric;
  if (signal.kind === "events") return { total: unitsFor(metric, expected, terms), hours: null };
  const windows = windowsFor(metric, expected, terms.alpha);
  return { total: null, hours: windows === null ? null : (windows * signal.windowSeconds) / SECONDS_AN_HOUR };
}

function splitUnits(total: number | null, share: number): Exposure["units"] | null {
  if (total === null) return null;
  const candidate = Math.ceil(total * share);
  return { candidate, baseline: Math.ceil(total * (1 - share)) };
}

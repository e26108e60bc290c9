import { createFinding, type Open } from "../evidence/create-canary.ts";
import type { CanaryFinding } from "../evidence/finding.ts";
import { isGoalReached, stateOf } from "../evidence/guardrail.ts";
import type { Exposure } from "../evidence/ramp.ts";
import type { JudgedCell } from "./cells.ts";
import type { Bound, Comparison, Lack } from "./comparison.ts";
import type { Need } from "./need.ts";
import { LEAST_WINDOWS } from "./windows.ts";

/** A cell, what was found of it, and how the evidence says so. */
export interface Judged {
  readonly cell: JudgedCell;
  readonly comparison: Comparison;
  readonly finding: CanaryFinding;
  /** How many times as much data it takes until it holds nothing up: 1 where nothing is waited for, null where nobody knows. */
  readonly growth: number | null;
}

export interface Standing {
  readonly need: Need;
  readonly leastUnits: number;
  readonly of: Exposure["of"];
  /** Whether more data come. */
  readonly isGoingOn: boolean;
}

/**
 * Where nothing has to be proven yet, a margin that is not is watched; and a group of too few units is not yet held against its
 * margin, so that it informs only, and a rare language does not stop a rollout before it can be told at all.
 */
export function judgeCell(cell: JudgedCell, comparison: Comparison, standing: Standing): Judged {
  const { metric, group } = cell;
  const { need, of, isGoingOn } = standing;
  const { candidate, baseline, difference, lack } = comparison;
  const isTooSmall = group !== null && lack === "too-few-units" && need === "unbreached";
  const margin = isTooSmall ? null : cell.margin;
  const guarded = { better: metric.better, difference, margin, goal: cell.goal };
  const isUnproven = stateOf(guarded) === "unproven";
  const toProve = isUnproven && isGoingOn ? growthPast(marginBounds(guarded), comparison) : null;
  const measured = {
    metric: metric.name,
    class: cell.class,
    slice: group === null ? null : [{ column: group.column, value: group.value }],
    unit: metric.shownIn,
    better: metric.better,
    critical: metric.critical,
    candidate,
    baseline,
    compared: metric.compared,
    difference,
    margin,
    goal: cell.goal,
    samplesNeeded: metric.signal.kind === "series" ? null : unitsUntil(toProve, candidate.units),
  };
  const finding = createFinding(measured, openOf(lack, margin, need), { of });
  return {
    cell,
    comparison,
    finding,
    growth: growthOf(finding, comparison, { need, leastUnits: leastOf(cell, standing) }),
  };
}

/** Whole units more until a sample is so many times as large; null where nobody knows. */
export function unitsUntil(growth: number | null, units: number): number | null {
  const more = growth === null ? Number.NaN : Math.ceil((growth - 1) * units);
  return Number.isSafeInteger(more) ? more : null;
}

/** Lacks that are nobody's to wait for, and say that something is broken. */
const BROKEN: readonly (Lack | null)[] = ["source-failed", "invalid-values", "not-comparable"];

function openOf(lack: Lack | null, margin: number | null, need: Need): Open {
  const reasonCode = lack ?? "no-data";
  if (margin === null) return { verdict: "warn", reasonCode };
  if (lack !== null) return { verdict: BROKEN.includes(lack) ? "error" : "inconclusive", reasonCode };
  return { verdict: need === "unbreached" ? "warn" : "inconclusive", reasonCode };
}

function leastOf({ metric }: JudgedCell, { leastUnits }: Standing): number {
  return metric.signal.kind === "series" ? LEAST_WINDOWS : leastUnits;
}

function growthOf(
  finding: CanaryFinding,
  comparison: Comparison,
  { need, leastUnits }: Pick<Standing, "need" | "leastUnits">,
): number | null {
  if (finding.margin === null) return 1;
  if (comparison.lack === "too-few-units") return leastGrowth(comparison, leastUnits);
  if (comparison.lack !== null) return null;
  const isHeldTo = need !== "unbreached" && stateOf(finding) === "unproven";
  const isShort = need === "everything" && finding.goal !== null && !isGoalReached(finding);
  return growthPast([...(isHeldTo ? marginBounds(finding) : []), ...(isShort ? goalBounds(finding) : [])], comparison);
}

/** Until each version has the least units. */
function leastGrowth({ candidate, baseline }: Comparison, leastUnits: number): number | null {
  const units = Math.min(candidate.units, baseline.units);
  return units === 0 ? null : Math.max(1, leastUnits / units);
}

function growthPast(bounds: readonly Bound[], comparison: Comparison): number | null {
  let most = 1;
  for (const bound of bounds) {
    const growth = comparison.growthTo(bound);
    if (growth === null) return null;
    most = Math.max(most, growth);
  }
  return most;
}

type Held = Pick<CanaryFinding, "better" | "margin" | "goal">;

/** What proves the margin: all of the difference on this side of each. */
function marginBounds({ better, margin }: Held): readonly Bound[] {
  if (margin === null) return [];
  const bounds: readonly Bound[] = [
    { side: "below", value: margin },
    { side: "above", value: -margin },
  ];
  if (better === "neither") return bounds;
  return bounds.filter(({ side }) => (side === "below") === (better === "lower"));
}

function goalBounds({ better, goal }: Held): readonly Bound[] {
  if (goal === null || better === "neither") return [];
  return [better === "lower" ? { side: "below", value: -goal } : { side: "above", value: goal }];
}

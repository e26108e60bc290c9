import type { Group } from "@airworthy/signals";
import { endsAtOnce, type MetricClass } from "../evidence/finding.ts";
import type { CanaryMetric, CanaryPlan } from "../plan/plan.ts";

/** A metric in all units or in a group of them, and what it is held against there. */
export interface JudgedCell {
  readonly metric: CanaryMetric;
  /** Null for all units. */
  readonly group: Group | null;
  readonly class: MetricClass;
  /** Null where it only informs. */
  readonly margin: number | null;
  readonly goal: number | null;
}

/** All that a look says something of, in the order of the plan: each metric in all units, then in each of its groups. */
export function cellsOf({ metrics }: Pick<CanaryPlan, "metrics">): readonly JudgedCell[] {
  return metrics.flatMap((metric) => [
    { metric, group: null, class: metric.class, margin: metric.margin, goal: metric.goal },
    ...groupsOf(metric).map((group) => ({
      metric,
      group,
      // Whom a version harms makes it no less a harm; all else that differs by group is a question of fairness.
      class: endsAtOnce(metric) ? metric.class : ("fairness" as const),
      margin: metric.groupMargin,
      goal: null,
    })),
  ]);
}

/** A group's name among all others; null for all units. */
export function groupKey(group: Group | null): string {
  return JSON.stringify(group === null ? null : [group.column, group.value]);
}

function groupsOf({ signal }: CanaryMetric): readonly Group[] {
  if (signal.kind === "series") return [];
  return [...new Map(signal.groups.map((group) => [groupKey(group), group])).values()];
}

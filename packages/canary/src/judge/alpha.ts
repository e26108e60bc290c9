import { type AlphaClass, splitAlpha } from "@airworthy/stats";
import { METRIC_CLASSES } from "../evidence/finding.ts";
import type { Ramp } from "../evidence/ramp.ts";
import type { CanaryPlan } from "../plan/plan.ts";
import type { JudgedCell } from "./cells.ts";

/**
 * The alpha of each cell's sequence at one step of the ramp. Classes with an alpha of their own have it, the others share what
 * is left of the plan's in equal parts, and each part is divided over the class's guardrails by weight and evenly over the
 * steps, each of which is a sequence of its own: so the chance of any false alarm in a whole rollout is the plan's alpha at
 * most (Bonferroni). Nothing of this depends on data. A cell without a margin raises no alarm, and has all of alpha. Throws a
 * RangeError where own alphas leave nothing to share.
 */
export function alphasOf(
  cells: readonly JudgedCell[],
  { alpha, ownAlpha }: Pick<CanaryPlan, "alpha" | "ownAlpha">,
  ramp: Pick<Ramp, "steps">,
): ReadonlyMap<JudgedCell, number> {
  const guarded = [...Map.groupBy(cells.filter(isGuarded), (cell) => cell.class)].toSorted(
    ([a], [b]) => METRIC_CLASSES.indexOf(a) - METRIC_CLASSES.indexOf(b),
  );
  const classes = guarded.map(
    ([name, members]): AlphaClass => ({
      ownAlpha: ownAlpha.get(name) ?? null,
      weight: 1,
      guardrails: members.map(({ metric }) => metric.weight),
    }),
  );
  const isShared = classes.some((of) => of.ownAlpha === null);
  const own = classes.reduce((sum, of) => sum + (of.ownAlpha ?? 0), 0);
  const parts = splitAlpha(isShared ? alpha - own : alpha, classes);
  const steps = comparedSteps(ramp);
  const alphas = new Map(cells.map((cell) => [cell, alpha]));
  for (const [place, [, members]] of guarded.entries()) {
    for (const [index, cell] of members.entries()) alphas.set(cell, (parts[place]?.[index] ?? Number.NaN) / steps);
  }
  return alphas;
}

/** The steps at which both versions are seen, at least one: where all have the candidate there is nobody to compare with. */
export function comparedSteps({ steps }: Pick<Ramp, "steps">): number {
  return Math.max(1, steps.filter(({ share }) => share < 1).length);
}

function isGuarded({ margin }: JudgedCell): boolean {
  return margin !== null;
}

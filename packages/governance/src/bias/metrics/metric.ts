import { UserError } from "@airworthy/evidence";
import type { Grouping } from "../groups.ts";
import type { Sums } from "../samples/sums.ts";
import type { Rest } from "../values/group-value.ts";
import type { BiasDefinition, MetricContext } from "./definition.ts";

/** A metric of one attribute, group or everyone. */
export interface BiasMetric {
  readonly definition: BiasDefinition;
  readonly id: string;
  /** The attribute or group that it is of; null for everyone. */
  readonly of: string | null;
  /** The groups that it rests on; everyone is none of them. */
  readonly members: readonly number[];
  /** Whether it is a share of rows, of which `restsOn` tells how many of how many. */
  readonly isShare: boolean;
  /** NaN where it is not defined. */
  value(sums: Sums): number;
  /**
   * How far groups that are alike would seem apart by the chance of these sums about those at the centre: what the metric comes to
   * where each group has its value relative to the one there. Null where that says nothing of it.
   */
  noiseAround(centre: Sums): ((sums: Sums) => number) | null;
  /** What it rests on: of several groups or classes, the fewest; and which group that is. */
  restsOn(counts: Sums): Rest & { readonly group: number };
}

export interface MetricPlace {
  readonly grouping: Grouping;
  /** The classes that are each held against the rest; one where there are none. */
  readonly classes: readonly string[];
  /** Of a metric of each group, which. */
  readonly group: number;
}

/** Makes an asked metric ready. Throws a UserError for a parameter's value. */
export function createMetric(
  { definition, parameters, id }: { definition: BiasDefinition; parameters: MetricContext["parameters"]; id: string },
  { grouping, classes, group }: MetricPlace,
): BiasMetric {
  const groups = grouping.groups.length;
  const context = { groups, reference: grouping.reference, group, parameters };
  const of = definition.prepare({ ...context, centre: null });
  const choice = parameters.get("class");
  const isLone = definition.scope === "attribute" && groups < 2;
  const views = viewsOf(choice, classes);
  const combine = choice === "macro" ? mean : definition.worst === "largest" ? most : least;
  const members = membersOf(definition, grouping, group);
  const restingViews = definition.parameters.includes("class") ? views : [0];
  return {
    definition,
    id,
    of: definition.scope === "group" ? (grouping.groups[group]?.name ?? null) : grouping.attribute,
    members,
    isShare:
      definition.scope === "group" &&
      !definition.isToReference &&
      views.length === 1 &&
      definition.values.every(({ isShare }) => isShare),
    // One group differs from none: that is nothing to be fair about, not fairness.
    value: (sums) => (isLone ? Number.NaN : combine(views, (view) => of(sums, view))),
    noiseAround: (centre) => {
      if (definition.chance === null || isLone) return null;
      const noise = definition.prepare({ ...context, centre });
      return (sums) => combine(views, (view) => noise(sums, view));
    },
    restsOn: (counts) =>
      fewest(
        members.flatMap((member) =>
          restingViews.flatMap((view) =>
            definition.values.map((value) => ({ ...value.restsOn(counts, member, view), group: member })),
          ),
        ),
      ),
  };
}

function membersOf({ scope, isToReference }: BiasDefinition, grouping: Grouping, group: number): number[] {
  if (scope === "everyone") return [grouping.groups.length];
  if (scope === "attribute") return [...grouping.groups.keys()];
  return isToReference ? [group, grouping.reference] : [group];
}

function viewsOf(choice: string | undefined, classes: readonly string[]): readonly number[] {
  if (choice === undefined || choice === "macro") return [...classes.keys()];
  const view = classes.indexOf(choice);
  if (view >= 0) return [view];
  const known = classes.slice(0, 10).map((name) => JSON.stringify(name.slice(0, 80)));
  throw new UserError(`class is ${JSON.stringify(choice.slice(0, 80))}, which is none`, {
    remedy: `The classes are ${known.join(", ")}${classes.length > known.length ? ", …" : ""}; macro is their mean.`,
  });
}

function mean(views: readonly number[], of: (view: number) => number): number {
  let sum = 0;
  for (const view of views) sum += of(view);
  return sum / views.length;
}

function most(views: readonly number[], of: (view: number) => number): number {
  let value = Number.NEGATIVE_INFINITY;
  for (const view of views) value = Math.max(value, of(view));
  return value;
}

function least(views: readonly number[], of: (view: number) => number): number {
  let value = Number.POSITIVE_INFINITY;
  for (const view of views) value = Math.min(value, of(view));
  return value;
}

function fewest<R extends Rest>(rests: readonly R[]): R {
  const [first, ...others] = rests;
  if (first === undefined) throw new Error("a metric rests on nothing");
  return others.reduce((few, rest) => (rest.n < few.n ? rest : few), first);
}

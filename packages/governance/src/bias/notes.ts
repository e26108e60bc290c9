import type { Gate } from "../audit/gate.ts";
import type { Grouping } from "./groups.ts";
import type { BiasMetric } from "./metrics/metric.ts";
import type { Sums } from "./samples/sums.ts";
import type { BiasSettings } from "./settings.ts";

const MOST_NAMED = 5;

/** What a reader must know of a metric's figures: its caveat, and which group is not there, too small or makes it undefined. */
export function noteOf(metric: BiasMetric, grouping: Grouping, counts: Sums, gate: Gate): string | null {
  const { scope, caveat } = metric.definition;
  const notes = [
    ...(caveat === null ? [] : [caveat]),
    ...(scope === "attribute" ? absentNote(grouping) : []),
    ...(scope === "attribute" && grouping.groups.length < 2 ? [`${grouping.attribute} has one group only.`] : []),
    ...restNote(metric, grouping, counts, gate),
  ];
  return notes.length === 0 ? null : notes.join(" ");
}

export function absentNote({ absent }: Grouping): string[] {
  if (absent.length === 0) return [];
  const more = absent.length > MOST_NAMED ? ` and ${absent.length - MOST_NAMED} more` : "";
  return [`No row is of ${absent.slice(0, MOST_NAMED).join(", ")}${more}: nothing tells how they fare.`];
}

/** Why nothing is told, without telling which group it is for. */
export function hiddenNote({ attribute }: Grouping, { suppressBelow }: BiasSettings): string {
  if (attribute === null)
    return `Not shown: there are fewer than ${suppressBelow} rows, people in which could be recognised.`;
  return `Not shown: ${attribute} has a group of fewer than ${suppressBelow} rows, in which people could be recognised. Others are hidden with it where they would give it away. Join it with another group, or leave its rows out.`;
}

function restNote(metric: BiasMetric, { groups }: Grouping, counts: Sums, { minimum }: Gate): string[] {
  const { n, group } = metric.restsOn(counts);
  const name = groups[group]?.name ?? "everyone";
  if (n === 0) return [`${metric.id} is not defined: no row of ${name} counts for it.`];
  return n < minimum ? [`${metric.id} rests on ${n} of ${name}, fewer than ${minimum}.`] : [];
}

import { formatCount, formatCounted } from "@airworthy/report";
import { type Grouping, MISSING } from "./groups.ts";
import { absentNote } from "./notes.ts";
import type { BiasRequest } from "./settings.ts";

/** What was audited and how, a few words each. */
export function biasFacts({ tables, settings }: BiasRequest, groupings: readonly Grouping[]): string[] {
  const { resamples, seed, cluster } = settings;
  return [
    formatCounted(tables.candidate.rows, "row"),
    ...groupings.flatMap((grouping) =>
      grouping.attribute === null ? [] : groupingFacts(grouping, settings.suppressBelow),
    ),
    `intervals by ${formatCounted(resamples, "resample")}${cluster === null ? "" : ` of ${cluster}`}, seed ${seed}; Wilson's of unweighted shares`,
  ];
}

function groupingFacts(grouping: Grouping, suppressBelow: number): string[] {
  const { attribute, groups, reference, hidden } = grouping;
  const withMissing = groups.flatMap(({ value }, group) => (value.split(" & ").includes(MISSING) ? [group] : []));
  const missing = withMissing.reduce((sum, group) => sum + (groups[group]?.rows ?? 0), 0);
  const isTold = !withMissing.some((group) => hidden.has(group));
  return [
    `${attribute}: ${formatCounted(groups.length, "group")}, reference ${groups[reference]?.value}`,
    ...(missing === 0
      ? []
      : [`${attribute} is missing in ${isTold ? formatCount(missing) : "some"} of the rows, a group of its own`]),
    ...(hidden.size === 0
      ? []
      : [`${attribute}: ${hiddenText(hidden.size)} not shown, for a group of fewer than ${suppressBelow} rows`]),
    ...absentNote(grouping),
  ];
}

function hiddenText(groups: number): string {
  return groups === 1 ? "1 group is" : `${formatCount(groups)} groups are`;
}

import { formatCount, formatCounted } from "@airworthy/report";
import { type Grouping, MISSING } from "./groups.ts";
import { absentNote } from "./notes.ts";
import type { BiasRequest } from "./settings.ts";

/** What was audited and how, a few words each. */
export function biasFacts({ tables, settings }: BiasRequest, groupings: readonly Grouping[]): string[] {
  const { resamples, seed, cluster } = settings;
  return [
    formatCounted(tables.candidate.rows, "row"),
    ...groupings.flatMap((grouping) => (grouping.attribute === null ? [] : groupingFacts(grouping))),
    `intervals by ${formatCounted(resamples, "resample")}${cluster === null ? "" : ` of ${cluster}`}, seed ${seed}; Wilson's of unweighted shares`,
  ];
}

function groupingFacts(grouping: Grouping): string[] {
  const { attribute, groups, reference } = grouping;
  const missing = groups
    .filter(({ value }) => value.split(" & ").includes(MISSING))
    .reduce((sum, { rows }) => sum + rows, 0);
  return [
    `${attribute}: ${formatCounted(groups.length, "group")}, reference ${groups[reference]?.value}`,
    ...(missing === 0 ? [] : [`${attribute} is missing in ${formatCount(missing)} of the rows, a group of its own`]),
    ...absentNote(grouping),
  ];
}

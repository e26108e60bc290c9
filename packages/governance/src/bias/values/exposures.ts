import { RANKING_SUMS } from "../samples/ranking-sample.ts";
import type { Sums } from "../samples/sums.ts";
import type { GroupValue } from "./group-value.ts";

type Place = keyof typeof RANKING_SUMS;

/** n is the queries in which the group occurs. */
const ofQueries = {
  unit: "number" as const,
  isShare: false,
  restsOn: (counts: Sums, group: number) => ({ n: at(counts, group, "queries"), positives: null }),
};

const exposure: GroupValue = {
  ...ofQueries,
  name: "exposure",
  aliases: [],
  summary:
    "How much the group's items are seen: the mean of 1 / log2(1 + rank) over its items, averaged over the queries that have any. Singh and Joachims (2018).",
  better: "neither",
  range: [0, 1],
  compared: "all",
  of: (sums, group) => at(sums, group, "exposure") / at(sums, group, "queries"),
};

const exposurePerMerit: GroupValue = {
  ...ofQueries,
  name: "exposure-per-merit",
  aliases: ["disparate-treatment"],
  summary: "The group's exposure over its items' mean label, which is their merit. Singh and Joachims (2018).",
  better: "neither",
  range: [0, Number.POSITIVE_INFINITY],
  compared: "all",
  of: (sums, group) => at(sums, group, "exposure") / at(sums, group, "merit"),
};

/** ln of the group's share of the first places over its share of the lists. */
export const skew: GroupValue = {
  ...ofQueries,
  name: "skew",
  aliases: [],
  summary:
    "ln of the group's share of the first places over its share of the whole lists, both averaged over queries: below 0 where it is shown less than it is there. Geyik et al. (2019), of one query exactly theirs.",
  better: "neither",
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  compared: "differences",
  of: (sums, group) => Math.log(at(sums, group, "top") / at(sums, group, "list")),
};

/** Of ordered items. */
export const EXPOSURES: readonly GroupValue[] = [exposure, exposurePerMerit, skew];

function at({ values, width }: Sums, group: number, place: Place): number {
  return values[group * width + RANKING_SUMS[place]] ?? Number.NaN;
}

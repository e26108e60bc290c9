import { add } from "../add.ts";
import { optionalNumbers } from "../columns.ts";
import type { Grouping } from "../groups.ts";
import type { BiasRequest } from "../settings.ts";
import { type RankedLists, rankedLists } from "./ranked-lists.ts";
import type { Sample } from "./sums.ts";
import { unitSample, unitSize } from "./unit-sample.ts";
import { type Units, unitsOf } from "./units.ts";

/**
 * Where a group's sums over queries stand: in how many it occurs, its items' mean exposure and mean merit there, its share of
 * the first places and of the whole list. Everyone's also have the divergence of the list's order from its make-up.
 */
export const RANKING_SUMS = { queries: 0, exposure: 1, merit: 2, top: 3, list: 4, divergence: 5 } as const;

const WIDTH = 6;

/** Ordered items of queries; a query, or all of a cluster's together, is drawn as a whole. */
export function rankingSamples({ tables, settings }: BiasRequest): (grouping: Grouping) => Sample {
  const units = unitsOf(tables.candidate, settings.cluster ?? "query", settings.seed);
  const candidate = rankedLists(tables.candidate);
  const baseline = tables.baseline === null ? null : rankedLists(tables.baseline);
  const merits = optionalNumbers(tables.candidate, "label");
  return (grouping) => {
    const sums = (lists: RankedLists) => sumLists(lists, { units, grouping, merits, top: settings.top });
    return unitSample(
      {
        units: units.count,
        groups: grouping.groups.length,
        width: WIDTH,
        candidate: sums(candidate),
        baseline: baseline === null ? null : sums(baseline),
      },
      null,
    );
  };
}

/** How much a place is seen: 1 / log2(1 + rank), the discount of DCG (Singh and Joachims, Fairness of Exposure in Rankings, 2018). */
export function exposureOf(rank: number): number {
  return 1 / Math.log2(1 + rank);
}

interface Summing {
  readonly units: Units;
  readonly grouping: Grouping;
  readonly merits: Float64Array | null;
  readonly top: number;
}

function sumLists({ rows, starts }: RankedLists, { units, grouping, merits, top }: Summing): Float64Array {
  const groups = grouping.groups.length;
  const size = unitSize(groups, WIDTH);
  const sums = new Float64Array(units.count * size);
  const list = new Float64Array(size);
  for (let query = 0; query + 1 < starts.length; query++) {
    const items = rows.subarray(starts[query], starts[query + 1]);
    const first = items[0];
    if (first === undefined) continue;
    describeList(items, { grouping, merits, top }, list);
    const from = (units.ofRow[first] ?? 0) * size;
    for (let at = 0; at < size; at++) add(sums, from + at, list[at] ?? 0);
  }
  return sums;
}

/** Puts one list's values into `into`, laid out as the sums are. */
function describeList(items: Uint32Array, { grouping, merits, top }: Omit<Summing, "units">, into: Float64Array): void {
  const { codes, groups } = grouping;
  into.fill(0);
  const all = groups.length * WIDTH;
  const shown = Math.min(top, items.length);
  for (const [index, row] of items.entries()) {
    for (const at of [(codes[row] ?? 0) * WIDTH, all]) {
      add(into, at + RANKING_SUMS.list, 1);
      add(into, at + RANKING_SUMS.exposure, exposureOf(index + 1));
      add(into, at + RANKING_SUMS.merit, merits?.[row] ?? Number.NaN);
      if (index < shown) add(into, at + RANKING_SUMS.top, 1);
    }
  }
  for (let at = 0; at <= all; at += WIDTH) {
    const own = into[at + RANKING_SUMS.list] ?? 0;
    if (own === 0) continue;
    into[at] = 1;
    into[at + RANKING_SUMS.exposure] = (into[at + RANKING_SUMS.exposure] ?? 0) / own;
    into[at + RANKING_SUMS.merit] = (into[at + RANKING_SUMS.merit] ?? 0) / own;
    into[at + RANKING_SUMS.top] = (into[at + RANKING_SUMS.top] ?? 0) / shown;
    into[at + RANKING_SUMS.list] = own / items.length;
  }
  into[all + RANKING_SUMS.divergence] = divergence(items, grouping, into);
}

/**
 * NDKL: the Kullback-Leibler divergence of each prefix's make-up from the whole list's, discounted by 1 / log2(1 + length) and
 * normalised (Geyik, Ambler and Kenthapadi, Fairness-Aware Ranking in Search & Recommendation Systems, 2019, section 3.2).
 */
function divergence(items: Uint32Array, { codes, groups }: Grouping, list: Float64Array): number {
  const seen = new Float64Array(groups.length);
  const present: number[] = [];
  let sum = 0;
  let most = 0;
  for (const [index, row] of items.entries()) {
    const group = codes[row] ?? 0;
    if (seen[group] === 0) present.push(group);
    add(seen, group, 1);
    let distance = 0;
    for (const other of present) {
      const share = (seen[other] ?? 0) / (index + 1);
      distance += share * Math.log(share / (list[other * WIDTH + RANKING_SUMS.list] ?? Number.NaN));
    }
    sum += exposureOf(index + 1) * distance;
    most += exposureOf(index + 1);
  }
  return sum / most;
}

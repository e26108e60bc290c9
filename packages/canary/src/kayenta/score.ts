import type { Classification } from "./classify.ts";

/** What a score is made of. */
export interface Scored {
  readonly classification: Classification;
  readonly failsAll: boolean;
  readonly isMuted: boolean;
  readonly groups: readonly string[];
}

export interface GroupScore {
  readonly name: string;
  /** From 0 to 100; null where no metric of it had data, which counts as 100. */
  readonly score: number | null;
}

/** A share of metrics without data, in percent, from which on nothing is scored. */
const MOST_WITHOUT_DATA = 50;

/** The score of a canary, and why it is 0 where no group brought that about. */
export interface CanaryScore {
  readonly groups: readonly GroupScore[];
  readonly score: number;
  readonly zeroBecause: "critical" | "no-data" | null;
}

/** As Kayenta's WeightedSumScorer; `weights` are in percent, by group. Muted metrics count for nothing. */
export function scoreOf(metrics: readonly Scored[], weights: ReadonlyMap<string, number>): CanaryScore {
  const live = metrics.filter(({ isMuted }) => !isMuted);
  const groups = groupScores(live);
  if (live.some(({ failsAll, classification }) => failsAll && classification !== "Pass")) {
    return { groups, score: 0, zeroBecause: "critical" };
  }
  const without = live.filter(({ classification }) => classification === "Nodata").length;
  if ((without / live.length) * 100 >= MOST_WITHOUT_DATA) return { groups, score: 0, zeroBecause: "no-data" };
  return { groups, score: weightedSum(groups, weights), zeroBecause: null };
}

/** In the order in which the metrics name them. */
function groupScores(live: readonly Scored[]): GroupScore[] {
  const byGroup = new Map<string, Classification[]>();
  for (const { groups, classification } of live) {
    for (const group of groups) {
      const found = byGroup.get(group);
      if (found === undefined) byGroup.set(group, [classification]);
      else found.push(classification);
    }
  }
  return [...byGroup].map(([name, classifications]) => ({ name, score: shareOfPasses(classifications) }));
}

function shareOfPasses(classifications: readonly Classification[]): number | null {
  const counted = classifications.filter((each) => each !== "Nodata" && each !== "Error");
  if (counted.length === 0) return null;
  return (counted.filter((each) => each === "Pass").length / counted.length) * 100;
}

/** Groups without a weight share what the others leave of 100. */
function weightedSum(groups: readonly GroupScore[], weights: ReadonlyMap<string, number>): number {
  const given = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const rest = (100 - given) / groups.filter(({ name }) => !weights.has(name)).length;
  return roundToCents(
    groups.reduce((sum, { name, score }) => sum + (score ?? 100) * ((weights.get(name) ?? rest) / 100), 0),
  );
}

/** To two decimals, halves up, of the decimals that are written: 33.335 is 33.34, though its double lies below. */
function roundToCents(score: number): number {
  const [digits = "", exponent = "0"] = String(score).split("e");
  return Math.round(Number(`${digits}e${Number(exponent) + 2}`)) / 100;
}

import type { RankedRow } from "./ranked-row.ts";

/** A query's score from its ranked items and the first `k` places that count; Infinity for all. */
export type RowScore = (row: RankedRow, k: number) => number;

/** What an item's relevance is worth: the relevance itself, as in scikit-learn, or 2^relevance - 1 (Burges et al. 2005). */
export type Gain = (relevance: number) => number;

export const linearGain: Gain = (relevance) => relevance;

export const exponentialGain: Gain = (relevance) => 2 ** relevance - 1;

/** Discounted cumulative gain (Järvelin and Kekäläinen 2002): each place's gain over log2 of the place plus 1. */
export function dcg(gain: Gain): RowScore {
  return ({ gains, ranked }, k) =>
    discounted(
      ranked.slice(0, k).map((item) => gains.get(item) ?? 0),
      gain,
    );
}

/** DCG over that of the best ranking there is. */
export function ndcg(gain: Gain): RowScore {
  const of = dcg(gain);
  return (row, k) => {
    const best = [...row.gains.values()].sort((a, b) => b - a).slice(0, k);
    return of(row, k) / discounted(best, gain);
  };
}

/** One over the place of the first relevant item; 0 where there is none. */
export const reciprocalRank: RowScore = ({ gains, ranked }, k) => {
  const first = ranked.slice(0, k).findIndex((item) => gains.has(item));
  return first === -1 ? 0 : 1 / (first + 1);
};

/**
 * The mean, over the relevant items, of the precision at each one's place, 0 for those not ranked: over as many as could
 * stand in the first k places.
 */
export const averagePrecisionAt: RowScore = ({ gains, ranked }, k) => {
  let hits = 0;
  let sum = 0;
  for (const [index, item] of ranked.slice(0, k).entries()) {
    if (!gains.has(item)) continue;
    hits++;
    sum += hits / (index + 1);
  }
  return sum / Math.min(gains.size, k);
};

/** 1 where any of the first k is relevant, else 0. */
export const hit: RowScore = (row, k) => (hitsAt(row, k) > 0 ? 1 : 0);

/** Relevant ones among the first k places; a place that nothing was ranked on is no hit. */
export const precisionAt: RowScore = (row, k) => hitsAt(row, k) / k;

/** The share of the relevant items that is among the first k. */
export const recallAt: RowScore = (row, k) => hitsAt(row, k) / row.gains.size;

function hitsAt({ gains, ranked }: RankedRow, k: number): number {
  return ranked.slice(0, k).filter((item) => gains.has(item)).length;
}

function discounted(relevances: readonly number[], gain: Gain): number {
  return relevances.reduce((sum, relevance, index) => sum + gain(relevance) / Math.log2(index + 2), 0);
}

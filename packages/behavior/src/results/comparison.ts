import { type Interval, mcnemarExact, newcombePaired, normalQuantile } from "@airworthy/stats";
import { clusteredError } from "./clustered-error.ts";
import type { ClusterCount } from "./clusters.ts";
import type { CaseTallyRecord } from "./tally-record.ts";

/** The confidence of every interval that is reported. */
export const CONFIDENCE = 0.95;

/** The cases that both models were judged on, by who fails. Whole numbers. */
export interface PairedCounts {
  readonly newFailures: number;
  readonly fixed: number;
  readonly stillFailing: number;
  readonly stillPassing: number;
}

/** The candidate beside the baseline, on the cases that both were judged on. */
export interface Comparison extends PairedCounts {
  /** The candidate's failure rate minus the baseline's, from -1 to 1. */
  readonly difference: number;
  /** Newcombe's, of the cases at hand. */
  readonly interval: Interval;
  /** The difference's standard error were the clusters a sample of others alike; null where there are fewer than two. */
  readonly clusteredError: number | null;
  /** Exact McNemar, two-sided. */
  readonly p: number;
}

/**
 * Compares the models on tallied cases, all of them together. Interval and p are of these cases. Cases of one template are
 * alike, so that less is known of other templates than of other cases: the clustered error tells how much. Null without
 * a case that both were judged on.
 */
export function compareModels(tallies: readonly CaseTallyRecord[]): Comparison | null {
  const pairs = {
    newFailures: sum(tallies, "new-failure"),
    fixed: sum(tallies, "fixed"),
    stillFailing: sum(tallies, "still-failing"),
    stillPassing: sum(tallies, "still-passing"),
  };
  const cases = comparedCases(pairs);
  if (cases === 0) return null;
  const { newFailures, fixed, stillFailing, stillPassing } = pairs;
  // Of failures, which are what is counted here.
  const interval = newcombePaired(stillFailing, newFailures, fixed, stillPassing, CONFIDENCE);
  const error = clusteredError(tallies.flatMap(({ clusters }): readonly ClusterCount[] => clusters.counts));
  const p = mcnemarExact(newFailures, fixed);
  return { ...pairs, difference: (newFailures - fixed) / cases, interval, clusteredError: error, p };
}

/** Both failure rates on the cases that both models were judged on: the difference is theirs. Null where there is none. */
export function comparedRates(pairs: PairedCounts): { readonly candidate: number; readonly baseline: number } | null {
  const cases = comparedCases(pairs);
  if (cases === 0) return null;
  const { newFailures, fixed, stillFailing } = pairs;
  return { candidate: (newFailures + stillFailing) / cases, baseline: (fixed + stillFailing) / cases };
}

/** How many cases both models were judged on. */
export function comparedCases(pairs: PairedCounts): number {
  return pairs.newFailures + pairs.fixed + pairs.stillFailing + pairs.stillPassing;
}

function sum(tallies: readonly CaseTallyRecord[], change: keyof CaseTallyRecord["changes"]): number {
  return tallies.reduce((total, { changes }) => total + changes[change], 0);
}

/**
 * Whether other templates, pictures or texts like these might show no difference at all: its interval by the clustered
 * error reaches 0.
 */
export function mayBeOfTheseOnly(comparison: Pick<Comparison, "difference" | "clusteredError">): boolean {
  const { difference, clusteredError: error } = comparison;
  return error !== null && Math.abs(difference) <= -normalQuantile((1 - CONFIDENCE) / 2) * error;
}

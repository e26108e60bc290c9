import type { Figure } from "../../audit/figure.ts";

/**
 * How often the attacker is right who names a row a member, where a share `memberShare` in (0, 1) of the rows that are asked about are
 * members: from the true positive rate, and its interval, at a false positive rate above 0 (Jayaraman et al., Revisiting
 * Membership Inference Under Realistic Assumptions, 2021). Null where the true positive rate is.
 */
export function predictiveValue(truePositiveRate: Figure | null, rate: number, memberShare: number): Figure | null {
  if (truePositiveRate === null) return null;
  const valueAt = (share: number) => (memberShare * share) / (memberShare * share + (1 - memberShare) * rate);
  const { value, low, high, n, positives } = truePositiveRate;
  return {
    value: valueAt(value),
    low: low === null ? null : valueAt(low),
    high: high === null ? null : valueAt(high),
    n,
    positives,
  };
}

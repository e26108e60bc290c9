import { exactLowerBound, exactUpperBound } from "@airworthy/stats";
import type { Figure } from "../../audit/figure.ts";
import { type Attack, type AttackCounts, countsAtMost } from "./attack.ts";

/**
 * What an attack proves of pure differential privacy: under epsilon, a true positive rate is at most e^epsilon times the false
 * positive rate. From counts, ln of the Clopper-Pearson lower bound of the one over the upper bound of the other, each at half the
 * error 1 - level (Jagielski, Ullman and Oprea, Auditing Differentially Private Machine Learning, 2020; "clopper-pearson" of
 * TensorFlow Privacy's epsilon_lower_bound). At least 0: every mechanism has that epsilon.
 */
export function epsilonFromCounts(
  { truePositives, falsePositives }: AttackCounts,
  { members, others }: Pick<Attack, "members" | "others">,
  level: number,
): number {
  const tail = (1 - level) / 2;
  const least = exactLowerBound(truePositives, members, tail);
  return least === 0 ? 0 : Math.max(0, Math.log(least / exactUpperBound(falsePositives, others, tail)));
}

/**
 * The best of the bounds at the given false positive rates, each at its part of the error: so it holds however the best is
 * found. The thresholds are non-members' own scores, of which the bound is true as it is of counts at a fixed one. That an
 * attack proves little does not prove privacy: the figure has no upper end. Null where there are no members or no others.
 */
export function epsilonLowerBound(attack: Attack, rates: readonly number[], level: number): Figure | null {
  const { members, others } = attack;
  if (members === 0 || others === 0 || rates.length === 0) return null;
  const each = 1 - (1 - level) / rates.length;
  const bounds = rates.map((rate) => epsilonFromCounts(countsAtMost(attack, Math.floor(rate * others)), attack, each));
  const value = Math.max(...bounds);
  return { value, low: value, high: null, n: Math.min(members, others), positives: null };
}

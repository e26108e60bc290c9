import { binomialQuantile, exactLowerBound, exactUpperBound } from "@airworthy/stats";
import type { Figure } from "../../audit/figure.ts";
import { type Attack, countsAtMost } from "./attack.ts";

/** So many false positives must be expected at the threshold: with fewer it is the score of a few rows. */
const LEAST_FALSE_POSITIVES = 10;

/** What rounding may take from a rate times a count: 0.001 of 3,000 are three. */
const RELATIVE_NOISE = 1e-9;

/** How many non-members a true positive rate at a false positive rate asks for; any at 0, where no threshold is estimated. */
export function leastOthers(rate: number): number {
  return rate === 0 ? 1 : Math.ceil((LEAST_FALSE_POSITIVES / rate) * (1 - RELATIVE_NOISE));
}

/**
 * The share of members that an attack finds at the lowest threshold that at most a share `rate` of non-members reach (Carlini et
 * al., Membership Inference Attacks From First Principles, 2022). Null without members, or with too few non-members for the rate.
 *
 * The interval holds for the true rate at the true threshold, whatever the scores' distribution: half of the error goes to where
 * the threshold lies, as so many non-members reach it as a binomial count allows, and half to Clopper and Pearson's bounds
 * of the members' share at either end. At rate 0 there is no true threshold to find: the interval is for the threshold as it is.
 */
export function rateAt(attack: Attack, rate: number, level: number): Figure | null {
  const { members, others } = attack;
  if (members === 0 || others < leastOthers(rate)) return null;
  const { truePositives } = countsAtMost(attack, Math.floor(rate * others * (1 + RELATIVE_NOISE)));
  const value = truePositives / members;
  const ends = rate === 0 ? givenThreshold(truePositives, members, level) : anyThreshold(attack, rate, level);
  return {
    value,
    low: Math.min(ends.low, value),
    high: Math.max(ends.high, value),
    n: members,
    positives: truePositives,
  };
}

function givenThreshold(truePositives: number, members: number, level: number) {
  const tail = (1 - level) / 2;
  return { low: exactLowerBound(truePositives, members, tail), high: exactUpperBound(truePositives, members, tail) };
}

function anyThreshold(attack: Attack, rate: number, level: number) {
  const { members, others } = attack;
  const tail = (1 - level) / 4;
  const fewest = binomialQuantile(tail, others, rate);
  const most = binomialQuantile(1 - tail, others, rate);
  // A threshold that fewer reach than is likely lies above the true one: whom it finds, the true one finds too.
  const low = fewest === 0 ? 0 : countsAtMost(attack, fewest - 1).truePositives;
  const high = countsAtMost(attack, most).truePositives;
  return { low: exactLowerBound(low, members, tail), high: exactUpperBound(high, members, tail) };
}

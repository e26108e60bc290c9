import { normalQuantile } from "@airworthy/stats";
import type { Figure, FigureChange } from "../../audit/figure.ts";
import type { Attack } from "./attack.ts";
import type { Pairing } from "./pairing.ts";

/** An attack at its best threshold. `sign` is -1 where members score lower, and the attacker says the opposite. */
interface Best {
  readonly figure: Figure;
  readonly threshold: number;
  readonly sign: 1 | -1;
}

/**
 * The attacker's advantage: the most by which true and false positive rate differ at any threshold, 0 by guessing (Yeom et al.,
 * Privacy Risk in Machine Learning, 2018; TensorFlow Privacy's attacker advantage). The most of many differences is found
 * high, so the interval is one that holds at all thresholds at once: the band of Dvoretzky, Kiefer and Wolfowitz with Massart's constant
 * (Annals of Probability 18, 1990) about either rate, each at half the error. Nulls where there are no members or no others.
 *
 * The change has the normal interval of the difference of the two at their best thresholds: to first order a maximum varies as
 * its terms do at the place where it is reached. Both are found high alike, which mostly cancels.
 */
export function advantageFigures(candidate: Attack, baseline: Attack | null, pairing: Pairing, level: number) {
  const ours = bestOf(candidate, level);
  const theirs = baseline === null ? null : bestOf(baseline, level);
  const change =
    baseline === null || ours === null || theirs === null
      ? null
      : changeOf([candidate, ours], [baseline, theirs], pairing, level);
  return { candidate: ours?.figure ?? null, baseline: theirs?.figure ?? null, change };
}

function bestOf({ members, others, truePositives, falsePositives, thresholds }: Attack, level: number): Best | null {
  if (members === 0 || others === 0) return null;
  // Below all scores, where nobody learns anything.
  let best = { difference: 0, threshold: Number.NEGATIVE_INFINITY };
  for (let place = 0; place < thresholds.length; place++) {
    const difference = (truePositives[place] ?? 0) / members - (falsePositives[place] ?? 0) / others;
    if (Math.abs(difference) > Math.abs(best.difference)) best = { difference, threshold: thresholds[place] ?? 0 };
  }
  const value = Math.abs(best.difference);
  const reach = bandOf(members, level) + bandOf(others, level);
  return {
    figure: {
      value,
      low: Math.max(0, value - reach),
      high: Math.min(1, value + reach),
      n: Math.min(members, others),
      positives: null,
    },
    threshold: best.threshold,
    sign: best.difference < 0 ? -1 : 1,
  };
}

/** How far an empirical distribution is from the true one anywhere: at most this, but for half of the error. */
function bandOf(n: number, level: number): number {
  return Math.sqrt(Math.log(4 / (1 - level)) / (2 * n));
}

function changeOf(ours: [Attack, Best], theirs: [Attack, Best], pairing: Pairing, level: number): FigureChange {
  const estimate = ours[1].figure.value - theirs[1].figure.value;
  const variance =
    pairing === "paired"
      ? pairedVariance(ours, theirs)
      : ownVariance(ours[0], ours[1]) + ownVariance(theirs[0], theirs[1]);
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt(variance);
  return { estimate, low: Math.max(-1, estimate - half), high: Math.min(1, estimate + half) };
}

/** Of what each row adds to the candidate's advantage beyond the baseline's: 1, 0 or -1, by class. */
function pairedVariance([attack, best]: [Attack, Best], [other, otherBest]: [Attack, Best]): number {
  const sums = [0, 0];
  const squares = [0, 0];
  for (let row = 0; row < attack.scores.length; row++) {
    const kind = attack.isMember[row] === 1 ? 1 : 0;
    const added = said(attack, best, row) - said(other, otherBest, row);
    sums[kind] = (sums[kind] ?? 0) + added;
    squares[kind] = (squares[kind] ?? 0) + added * added;
  }
  return (
    meanVariance(sums[1] ?? 0, squares[1] ?? 0, attack.members) +
    meanVariance(sums[0] ?? 0, squares[0] ?? 0, attack.others)
  );
}

function ownVariance(attack: Attack, best: Best): number {
  const { members, others, isMember } = attack;
  const said1 = [0, 0];
  for (let row = 0; row < isMember.length; row++) {
    const kind = isMember[row] === 1 ? 1 : 0;
    said1[kind] = (said1[kind] ?? 0) + Math.abs(said(attack, best, row));
  }
  const [ofOthers = 0, ofMembers = 0] = said1;
  return meanVariance(ofMembers, ofMembers, members) + meanVariance(ofOthers, ofOthers, others);
}

function said({ scores }: Attack, { threshold, sign }: Best, row: number): number {
  return (scores[row] ?? 0) >= threshold ? sign : 0;
}

/** The variance of a mean of n values; of one value as wide as can be. */
function meanVariance(sum: number, squares: number, n: number): number {
  return n < 2 ? 1 : Math.max(0, squares - (sum * sum) / n) / (n - 1) / n;
}

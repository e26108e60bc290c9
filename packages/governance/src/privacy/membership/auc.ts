import { aucInfluence, normalQuantile } from "@airworthy/stats";
import type { Figure, FigureChange } from "../../audit/figure.ts";
import type { Attack } from "./attack.ts";
import type { Pairing } from "./pairing.ts";

interface Auc {
  readonly figure: Figure;
  readonly influence: Float64Array;
  readonly error: number;
}

/**
 * The area under the attack's ROC curve: how often a member scores above another row, one half by guessing. With DeLong's interval,
 * cut to [0, 1]; it has no ends where the two are wholly apart or all scores are the same, as nothing varies then. The change
 * takes the covariance into account where rows are paired. Nulls of fewer than two members or two others.
 */
export function aucFigures(candidate: Attack, baseline: Attack | null, pairing: Pairing, level: number) {
  const ours = aucOf(candidate, level);
  const theirs = baseline === null ? null : aucOf(baseline, level);
  const change = ours === null || theirs === null ? null : changeOf(ours, theirs, pairing, level);
  return { candidate: ours?.figure ?? null, baseline: theirs?.figure ?? null, change };
}

function aucOf({ order, isMember, members, others }: Attack, level: number): Auc | null {
  if (members < 2 || others < 2) return null;
  const { auc, influence } = aucInfluence(order, isMember, null);
  const error = standardError(influence);
  const half = quantileOf(level) * error;
  const ends = error > 0 ? { low: Math.max(0, auc - half), high: Math.min(1, auc + half) } : { low: null, high: null };
  return { figure: { value: auc, ...ends, n: Math.min(members, others), positives: null }, influence, error };
}

function changeOf(ours: Auc, theirs: Auc, pairing: Pairing, level: number): FigureChange {
  const estimate = ours.figure.value - theirs.figure.value;
  const error =
    pairing === "paired"
      ? standardError(ours.influence.map((value, row) => value - (theirs.influence[row] ?? 0)))
      : Math.hypot(ours.error, theirs.error);
  const half = quantileOf(level) * error;
  if (error > 0) return { estimate, low: Math.max(-1, estimate - half), high: Math.min(1, estimate + half) };
  // The same scores rank the same: that is known, not estimated. Else nothing varies, and nothing is known.
  const isSame = pairing === "paired" && ours.error > 0;
  return { estimate, low: isSame ? estimate : null, high: isSame ? estimate : null };
}

function standardError(influence: Float64Array): number {
  let squares = 0;
  for (const value of influence) squares += value * value;
  return Math.sqrt(squares) / influence.length;
}

function quantileOf(level: number): number {
  return -normalQuantile((1 - level) / 2);
}

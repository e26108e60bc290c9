import { UserError } from "@airworthy/evidence";
import type { Figure, FigureChange } from "../../audit/figure.ts";
import type { AuditMeasure } from "../../audit/finding.ts";
import { independentChange } from "../independent-change.ts";
import type { Measured, PrivacyOptions } from "../measured.ts";
import { advantageFigures } from "./advantage.ts";
import { type Attack, type AttackScores, createAttack } from "./attack.ts";
import { aucFigures } from "./auc.ts";
import { epsilonLowerBound } from "./epsilon-lower-bound.ts";
import type { Pairing } from "./pairing.ts";
import { predictiveValue } from "./predictive-value.ts";
import { leastOthers, rateAt } from "./rate-at.ts";

/** Where attacks are compared: Carlini et al. 2022 report 0.1 %, Privacy Meter 1 % and none at all too. */
export const FALSE_POSITIVE_RATES: readonly number[] = [0.01, 0.001, 0];

export interface MembershipOptions extends PrivacyOptions {
  /** What attacked, such as "loss threshold" or "LiRA". */
  readonly attack: string;
  readonly pairing: Pairing;
  /** In [0, 1), different from each other. */
  readonly falsePositiveRates: readonly number[];
  /** The share of members among the rows that an attacker asks about, in (0, 1). */
  readonly memberShare: number;
}

interface Figures {
  readonly candidate: Figure | null;
  readonly baseline: Figure | null;
  readonly change: FigureChange | null;
}

/**
 * What an attack tells of who was in the training data: membership-auc, -advantage, -tpr-at-fpr-<rate>, -ppv-at-fpr-<rate> and
 * -epsilon-lower-bound. All are better lower. Throws a UserError where paired rows disagree on who is a member, and for
 * options out of range.
 */
export function measureMembership(
  candidate: AttackScores,
  baseline: AttackScores | null,
  options: MembershipOptions,
): Measured {
  checkOptions(options);
  if (baseline !== null && options.pairing === "paired") checkPaired(candidate, baseline);
  const ours = createAttack(candidate);
  const theirs = baseline === null ? null : createAttack(baseline);
  const { pairing, level } = options;
  const guessing = "Guessing comes to one half.";
  const band = "The interval holds at all thresholds at once (Dvoretzky, Kiefer, Wolfowitz).";
  return {
    measures: [
      measure("membership-auc", aucFigures(ours, theirs, pairing, level), options, guessing),
      measure("membership-advantage", advantageFigures(ours, theirs, pairing, level), options, band),
      ...options.falsePositiveRates.flatMap((rate) => ratesAt(ours, theirs, rate, options)),
      epsilonMeasure(ours, theirs, options),
    ],
    tables: [],
  };
}

function ratesAt(ours: Attack, theirs: Attack | null, rate: number, options: MembershipOptions): AuditMeasure[] {
  const figureOf = (attack: Attack | null) => (attack === null ? null : rateAt(attack, rate, options.level));
  const candidate = figureOf(ours);
  const baseline = figureOf(theirs);
  const note = candidate === null ? tooFew(ours, rate) : intervalNote(ours, rate);
  const rates = { candidate, baseline, change: independentChange(candidate, baseline) };
  const found = measure(`membership-tpr-at-fpr-${rate}`, rates, options, note);
  if (rate === 0) return [found];
  const right = predictiveValue(candidate, rate, options.memberShare);
  const was = predictiveValue(baseline, rate, options.memberShare);
  const values = { candidate: right, baseline: was, change: independentChange(right, was) };
  const share = `Where a share of ${options.memberShare} of those asked about are members.`;
  return [found, measure(`membership-ppv-at-fpr-${rate}`, values, options, candidate === null ? note : share)];
}

function epsilonMeasure(ours: Attack, theirs: Attack | null, options: MembershipOptions): AuditMeasure {
  const rates = options.falsePositiveRates.filter((rate) => rate > 0);
  const candidate = epsilonLowerBound(ours, rates, options.level);
  const baseline = theirs === null ? null : epsilonLowerBound(theirs, rates, options.level);
  const note = "A lower bound: no mechanism of a smaller epsilon gives such counts. A low one proves no privacy.";
  const figures = { candidate, baseline, change: independentChange(candidate, baseline) };
  return { ...measure("membership-epsilon-lower-bound", figures, options, note), unit: "number" };
}

function measure(metric: string, figures: Figures, options: MembershipOptions, note: string | null): AuditMeasure {
  const { candidate, baseline, change: difference } = figures;
  const gate = options.gateOf(metric);
  return { metric, of: options.attack, unit: "rate", better: "lower", candidate, baseline, difference, gate, note };
}

function tooFew({ members, others }: Attack, rate: number): string {
  if (members === 0) return "There is no member.";
  return `A false positive rate of ${rate} asks for ${leastOthers(rate)} non-members; there are ${others}.`;
}

function intervalNote({ others }: Attack, rate: number): string {
  if (rate > 0) return "The interval counts in where the threshold lies.";
  return `At the highest score of ${others} non-members; the interval is for that threshold.`;
}

function checkOptions({ level, falsePositiveRates, memberShare }: MembershipOptions): void {
  checkShare("level", level, level > 0 && level < 1, "a number between 0 and 1");
  checkShare("member share", memberShare, memberShare > 0 && memberShare < 1, "a number between 0 and 1");
  for (const rate of falsePositiveRates) {
    checkShare("false positive rate", rate, rate >= 0 && rate < 1, "a number from 0 on, below 1");
  }
  if (new Set(falsePositiveRates).size < falsePositiveRates.length) {
    throw new UserError("a false positive rate is given twice; one is allowed");
  }
}

function checkShare(what: string, given: number, isAllowed: boolean, allowed: string): void {
  if (!isAllowed) throw new UserError(`a ${what} of ${given} was given; ${allowed} is allowed`);
}

function checkPaired(candidate: AttackScores, baseline: AttackScores): void {
  const isSame =
    candidate.isMember.length === baseline.isMember.length &&
    candidate.isMember.every((member, row) => member === baseline.isMember[row]);
  if (isSame) return;
  throw new UserError(`${candidate.name} and ${baseline.name} do not have the same members in the same rows`, {
    remedy: "Attack both versions on the same rows, or say that they are independent of each other.",
  });
}

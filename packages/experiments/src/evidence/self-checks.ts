import { worstVerdict } from "@airworthy/evidence";
import { SLOTS } from "../slots/slots.ts";
import type { ExperimentPredicate } from "./predicate.ts";

/** What is to hold between the parts, so that none exposes users whom its own findings do not allow. */
export interface SelfCheck {
  readonly message: string;
  holds(predicate: ExperimentPredicate): boolean;
}

export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    message: "must have the worst verdict of its findings",
    holds: ({ verdict, findings }) => verdict === worstVerdict(findings.map((finding) => finding.verdict)),
  },
  {
    message: "must be refused where a finding does not pass, and only there",
    holds: ({ effect, verdict }) =>
      effect === "looked" || (effect === "refused") === (verdict !== "pass" && verdict !== "warn"),
  },
  {
    message: "must only look where its move is status",
    holds: ({ effect, move }) => (effect === "looked") === (move === "status"),
  },
  {
    message: "must change nothing but by a move",
    holds: ({ effect, arms, phase, moved }) =>
      effect === "moved" ||
      (moved === 0 && phase.before === phase.after && arms.every(({ was, slots }) => was === slots)),
  },
  {
    message: "must split all slots before and after, or none where it does not run",
    holds: ({ arms, phase }) =>
      sumOf(arms.map(({ was }) => was)) === slotsIn(phase.before) &&
      sumOf(arms.map(({ slots }) => slots)) === slotsIn(phase.after),
  },
  {
    message: "must move as few slots as its arms gained",
    holds: ({ arms, phase, moved }) => {
      const gained = sumOf(arms.map(({ was, slots }) => Math.max(0, slots - was)));
      return moved === (phase.before === "running" && phase.after === "running" ? gained : 0);
    },
  },
  {
    message: "must run by the last of its splits",
    holds: ({ arms, phase, propensities }) => {
      if (phase.after !== "running") return true;
      const last = propensities.at(-1)?.arms ?? [];
      const present = arms.filter(({ slots }) => slots > 0);
      return (
        present.length === last.length &&
        last.every((arm) => present.some(({ name, slots }) => name === arm.name && slots === arm.slots))
      );
    },
  },
  {
    message: "must not weigh arms by a split that is not as planned",
    holds: ({ move, effect, sampleRatio }) => move !== "weigh" || effect === "refused" || sampleRatio?.ok === true,
  },
  {
    message: "must have probabilities of all its arms, together 1, or none",
    holds: ({ arms }) => {
      const known = arms.flatMap(({ best }) => best ?? []);
      return known.length === 0 || Math.abs(sumOf(known) - 1) <= ROUNDING;
    },
  },
  {
    message: "must be balanced no worse than before",
    holds: ({ balance }) => balance === null || balance.after.criterion <= balance.before.criterion,
  },
  {
    message: "must have the largest difference of its attributes as its criterion",
    holds: ({ balance }) =>
      balance === null ||
      [balance.before, balance.after].every(
        ({ criterion, attributes }) => criterion === Math.max(...attributes.map(({ standardised }) => standardised)),
      ),
  },
  {
    message: "must be of two arms that are not the same",
    holds: ({ candidate, baseline }) => candidate.sha256 !== baseline.sha256,
  },
  {
    message: "must not have two findings of one id, nor two arms of one name",
    holds: ({ findings, arms }) =>
      new Set(findings.map(({ id }) => id)).size === findings.length &&
      new Set(arms.map(({ name }) => name)).size === arms.length,
  },
];

/** Of sums of a few fractions. */
const ROUNDING = 1e-9;

function slotsIn(phase: ExperimentPredicate["phase"]["before"]): number {
  return phase === "running" ? SLOTS : 0;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

import type { Verdict } from "@airworthy/evidence";

/**
 * What a look at a rollout comes to. `advance`: to the next step; `promote`: the candidate takes the baseline's place;
 * `hold`: something must be mended or waited for, so that more samples alone do not help; `rollback`: the baseline
 * comes back; `inconclusive`: more samples will tell.
 */
export const DECISIONS = ["advance", "hold", "rollback", "promote", "inconclusive"] as const;

export type Decision = (typeof DECISIONS)[number];

/** What a person may do to a rollout beside what a look may decide. */
export const MOVES = [...DECISIONS, "start", "resume"] as const;

export type Move = (typeof MOVES)[number];

/** The best verdict that each decision may have: what was found may make it worse, never better. */
export const VERDICT_OF: Readonly<Record<Decision, Verdict>> = {
  advance: "pass",
  promote: "pass",
  hold: "inconclusive",
  rollback: "fail",
  inconclusive: "inconclusive",
};

/** The decision as the report's first line says it. */
export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  advance: "Advancing",
  promote: "Promoting",
  hold: "Holding",
  rollback: "Rolling back",
  inconclusive: "Undecided",
};

/** A line of the timeline, as a reader sees it. */
export const MOVE_WORDS: Readonly<Record<Move, string>> = {
  advance: "advance",
  promote: "promote",
  hold: "hold",
  rollback: "roll back",
  inconclusive: "undecided",
  start: "start",
  resume: "resume",
};

const EXPOSING: readonly Move[] = ["start", "resume", "advance", "promote"];

/** Whether more users get the candidate by it. */
export function exposesMore(move: Move): boolean {
  return EXPOSING.includes(move);
}

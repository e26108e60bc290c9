import { canonicalJson } from "@airworthy/evidence";
import { type FlagDefinition, flagOf } from "../flag/flag-definition.ts";
import type { Denial } from "../state/denial.ts";
import { MOST_REQUESTS, type RolloutState } from "../state/rollout-state.ts";
import type { Facts } from "./facts.ts";
import type { Gate } from "./gate.ts";
import type { MoveRequest } from "./request.ts";

/** The rollout was moved: state, denials and flag are to be written together. */
export interface Moved {
  readonly effect: "moved";
  readonly state: RolloutState;
  readonly denied: readonly Denial[];
  /** What the flag's file is to have; null where the move changes nothing of it: what somebody switched off by hand stays off. */
  readonly flag: FlagDefinition | null;
  /** What held; none for a move by which no more users get a candidate. */
  readonly gates: readonly Gate[];
}

/** The rollout is where the move would bring it: nothing is to be written. */
export interface Unchanged {
  readonly effect: "unchanged";
  /** In a few words, without a full stop. */
  readonly why: string;
}

/** The move is possible, but something that it needs does not hold: nothing is to be written. */
export interface Refused {
  readonly effect: "refused";
  /** All of them: those that hold, too. */
  readonly gates: readonly Gate[];
}

export type Outcome = Moved | Unchanged | Refused;

/** What is known when a move is decided. */
export interface Situation<R extends MoveRequest = MoveRequest> {
  readonly state: RolloutState;
  readonly denied: readonly Denial[];
  readonly request: R;
  readonly facts: Facts;
}

type Change = Partial<RolloutState>;

export function unchanged(why: string): Unchanged {
  return { effect: "unchanged", why };
}

/** Moves the rollout where all gates hold; refuses it where one does not. */
export function movedThrough(gates: readonly Gate[], situation: Situation, change: Change): Moved | Refused {
  if (gates.length === 0 || gates.some(({ verdict }) => verdict !== "pass")) return { effect: "refused", gates };
  return { ...moved(situation, change), gates };
}

/** The move that needs nothing: by it no more users get a candidate. */
export function moved(situation: Situation, change: Change, denied = situation.denied): Moved {
  const { state, request, facts } = situation;
  const revision = state.revision + 1;
  const handled = request.id === null ? [] : [{ id: request.id, move: request.move, revision, on: facts.now }];
  const requests = [...state.requests, ...handled].slice(-MOST_REQUESTS);
  const next = { ...state, ...change, revision, movedOn: facts.now, requests };
  return { effect: "moved", state: next, denied, flag: changedFlag(state, next), gates: [] };
}

function changedFlag(before: RolloutState, after: RolloutState): FlagDefinition | null {
  const flag = flagOf(after);
  return canonicalJson(flag) === canonicalJson(flagOf(before)) ? null : flag;
}

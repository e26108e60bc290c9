import type { Change, Verdict } from "@airworthy/evidence";
import type { Balance } from "../balance/search-salts.ts";
import type { SampleRatio } from "../split/sample-ratio.ts";
import type { Experiment } from "../state/experiment.ts";

/** What may be done to an experiment; `status` only looks. */
export const MOVES = ["start", "weigh", "add-arm", "drop-arm", "balance", "stop", "status"] as const;

export type Move = (typeof MOVES)[number];

export const EFFECTS = ["moved", "unchanged", "refused", "looked"] as const;

export type Effect = (typeof EFFECTS)[number];

/** Something that a move needs, or that was looked at, and how it stands. */
export interface Gate {
  readonly id: string;
  readonly verdict: Verdict;
  readonly reasonCode: string;
  readonly change: Change;
  /** A sentence without its full stop. */
  readonly headline: string;
}

/** What came of a move. */
export interface Moved {
  readonly move: Move;
  readonly effect: Effect;
  /** As its file had it; null where it was not there. */
  readonly before: Experiment | null;
  /** As it is now: of a refused move as before, or, where there was nothing, as it would have been. */
  readonly after: Experiment;
  readonly gates: readonly Gate[];
  readonly sampleRatio: SampleRatio | null;
  /** The probability of each arm that it is the best, in their order; null where it was not asked or nobody can tell. */
  readonly best: readonly number[] | null;
  readonly balance: RosterBalance | null;
}

/** What was found on a roster. */
export interface RosterBalance extends Balance {
  readonly roster: { readonly name: string; readonly sha256: string };
  readonly rows: number;
  readonly participants: number;
}

const CHANGE_OF: Readonly<Record<Verdict, Change>> = {
  pass: "stable",
  warn: "possible-regression",
  inconclusive: "insufficient-evidence",
  fail: "regression",
  error: "error",
};

export function gate(id: string, verdict: Verdict, reasonCode: string, headline: string): Gate {
  return { id, verdict, reasonCode, change: CHANGE_OF[verdict], headline };
}

export function isOpen({ verdict }: Gate): boolean {
  return verdict === "pass" || verdict === "warn";
}

/** A move that changes the experiment where all gates are open, and else leaves it as it was. */
export function moveThrough(
  move: Move,
  change: { readonly before: Experiment | null; readonly after: Experiment },
  gates: readonly Gate[],
  found: Partial<Pick<Moved, "sampleRatio" | "best" | "balance">> = {},
): Moved {
  const { before, after } = change;
  const isRefused = !gates.every(isOpen);
  const isSame = before !== null && before.revision === after.revision;
  return {
    move,
    effect: isRefused ? "refused" : isSame ? "unchanged" : "moved",
    before,
    after: isRefused ? (before ?? after) : after,
    gates,
    sampleRatio: found.sampleRatio ?? null,
    best: found.best ?? null,
    balance: found.balance ?? null,
  };
}

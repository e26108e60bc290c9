import type { Change, Verdict } from "@airworthy/evidence";
import type { Direction } from "@airworthy/report";

/** What a metric is held against, and what was found of it. */
export interface Guarded {
  readonly better: Direction;
  /** Candidate against baseline; an end is null where nothing tells how far it is. Null where nothing was measured. */
  readonly difference: { readonly low: number | null; readonly high: number | null } | null;
  /** How much worse still counts as not worse, at least 0; null where the metric only informs. */
  readonly margin: number | null;
  /** How much better is wanted, at least 0; null where nothing is. */
  readonly goal: number | null;
}

/**
 * How a metric stands to its margin. `breached`: all of its interval is worse by more; `proven`: all of it is worse by
 * less, or better; `unproven`: the margin is inside; `unmeasured`: there is no interval; `unguarded`: no margin.
 */
export type GuardrailState = "breached" | "proven" | "unproven" | "unmeasured" | "unguarded";

/** The verdicts that a metric may bring about. What is not measured never passes. */
const VERDICTS_OF: Readonly<Record<GuardrailState, readonly Verdict[]>> = {
  breached: ["fail"],
  proven: ["pass"],
  unproven: ["warn", "inconclusive"],
  unmeasured: ["inconclusive", "error"],
  unguarded: ["pass"],
};
const UNMEASURED_FOR_INFORMATION: readonly Verdict[] = ["warn", "inconclusive", "error"];

export function stateOf(guarded: Guarded): GuardrailState {
  const loss = lossOf(guarded);
  const { margin } = guarded;
  if (loss === null) return "unmeasured";
  if (margin === null) return "unguarded";
  if (loss.low > margin) return "breached";
  return loss.high < margin ? "proven" : "unproven";
}

/** The verdicts that are allowed for what was found. */
export function verdictsOf(guarded: Guarded): readonly Verdict[] {
  const state = stateOf(guarded);
  return state === "unmeasured" && guarded.margin === null ? UNMEASURED_FOR_INFORMATION : VERDICTS_OF[state];
}

/** What happened since the baseline, in the words that all evidence uses. */
export function changeOf(guarded: Guarded, verdict: Verdict): Change {
  const state = stateOf(guarded);
  const loss = lossOf(guarded);
  if (loss === null) return verdict === "error" ? "error" : "insufficient-evidence";
  if (state === "breached") return "regression";
  if (loss.high < 0) return "improvement";
  if (state === "proven") return "stable";
  if (loss.low > 0) return "possible-regression";
  return state === "unproven" ? "insufficient-evidence" : "stable";
}

/** Whether all of the interval is better than the goal. */
export function isGoalReached(guarded: Guarded): boolean {
  const loss = lossOf(guarded);
  return guarded.goal !== null && loss !== null && -loss.high > guarded.goal;
}

/** The interval turned so that larger is worse; an end that nothing tells is infinitely far. */
function lossOf({ better, difference }: Guarded): { readonly low: number; readonly high: number } | null {
  if (difference === null) return null;
  const low = difference.low ?? Number.NEGATIVE_INFINITY;
  const high = difference.high ?? Number.POSITIVE_INFINITY;
  if (better === "lower") return { low, high };
  if (better === "higher") return { low: -high, high: -low };
  return { low: Math.max(0, low, -high), high: Math.max(-low, high) };
}

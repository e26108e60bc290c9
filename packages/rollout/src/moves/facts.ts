import type { Clearance } from "@airworthy/clearance";
import type { RolloutPlan } from "../plan/plan.ts";

export const ANALYSIS_DECISIONS = ["advance", "hold", "rollback", "promote", "inconclusive"] as const;

/** The latest look of the canary at a rollout. */
export interface AnalysisFact {
  /** The identity of the rollout, such as "review-sentiment-2". */
  readonly rollout: string;
  /** The digest of what it looked at. */
  readonly candidate: string;
  /** The step that it looked at, from 1. */
  readonly position: number;
  readonly decision: (typeof ANALYSIS_DECISIONS)[number];
  readonly madeOn: string;
  /** The metrics that it held against a margin, of all users. */
  readonly guarded: readonly string[];
  readonly evidence: { readonly name: string; readonly sha256: string };
}

export interface ClearanceFact extends Clearance {
  /** The digest of the package that was examined. */
  readonly subject: string;
}

/** That somebody agrees to the step that is asked for. */
export interface Approval {
  /** "@ann". */
  readonly by: string;
  /** The teams that speak through it, such as "@org/team". */
  readonly teams: readonly string[];
  readonly on: string;
}

/** What is known of the world when a move is asked for. */
export interface Facts {
  /** ISO 8601. */
  readonly now: string;
  /** Who asks, such as "@ann". */
  readonly actor: string;
  /** Whether it is asked for on a command line, where who asks names the approvals; in a workflow GitHub is asked for them. */
  readonly isByHand: boolean;
  /** The plan as it is now; null where there is none, which stops nobody from going back. */
  readonly plan: RolloutPlan | null;
  readonly approvals: readonly Approval[];
  readonly clearance: ClearanceFact | null;
  readonly analysis: AnalysisFact | null;
  /** The flag as its file has it; undefined where it has none. */
  readonly flag: unknown;
}

import type { Change, Verdict, VersionRef } from "@airworthy/evidence";
import type { Fold, Text } from "./block.ts";

/** One thing that was compared or checked, as a row of the report's table. */
export interface ReportRow {
  readonly change: Change;
  readonly verdict: Verdict;
  readonly what: Text;
  /** The baseline's value in the row's own unit, such as "15.2 %"; null without a baseline. */
  readonly was: string | null;
  /** The candidate's value; null where it could not be had. */
  readonly now: string | null;
  /** The difference in words, such as "▲ 64.4 pp worse (95 % interval +60.0 to +68.5)". */
  readonly difference: Text;
  /** Why this verdict, in a few words, such as "regression" or "floor 0.80 not reached". */
  readonly reason: string;
  /**
   * How far it is on the bad side, larger is worse: for a rate as a share, 0.644 for 64.4 points, so that the rows of
   * several sections sort together. NaN where nobody can tell, which counts as the most severe.
   */
  readonly severity: number;
  /**
   * The verdict alone says how the row stands, whatever changed: someone answers for the change, or the row is for
   * information. Without it nothing that got worse is taken for less.
   */
  readonly isSettled?: boolean;
  /** Of a slice of the data: shown after what is of all of it, so that many slices do not bury that. */
  readonly isOfSlice?: boolean;
}

/** What one evidence file has to say. A capability makes it from its own predicate; the report puts sections together. */
export interface ReportSection {
  /** Such as "Behaviour" or "Metrics". */
  readonly title: string;
  readonly verdict: Verdict;
  /** One sentence: the most important finding. */
  readonly headline: string;
  readonly candidate: VersionRef;
  readonly baseline: VersionRef | null;
  readonly rows: readonly ReportRow[];
  /** Worst failing examples, known problems, details: shown folded, in this order. */
  readonly folds: readonly Fold[];
  /** Short facts for the line that says what was compared, such as "3,003 rows" or "seed 7". */
  readonly facts: readonly string[];
  /** Commands that a reader can run to see this again. */
  readonly commands: readonly string[];
}

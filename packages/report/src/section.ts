import type { Change, Verdict, VersionRef } from "@airworthy/evidence";
import type { Fold, Text } from "./block.ts";
import type { Direction } from "./direction.ts";
import type { Unit } from "./quantity.ts";

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

/** An example of a failure: "“input”: expected x, got y, was z". */
export interface ReportExample {
  /** What it is an example of: a test's or a metric's name. */
  readonly of: string;
  readonly text: Text;
  /** As of a row: the worst examples of the whole report are shown first. */
  readonly severity: number;
}

/** The worst failures, and how many there are in all. */
export interface ReportExamples {
  /** Of the failures that are new, or, without a baseline, of all. */
  readonly total: number;
  /** Worst first, at most a few of each test. */
  readonly worst: readonly ReportExample[];
}

/** The commit that a baseline was made of. */
export interface BaselineCommit {
  /** The full SHA. */
  readonly sha: string;
  /** Commits between it and the merge base, 0 for the merge base; null where nobody knows. */
  readonly distance: number | null;
  /** Whole days between it and what it is compared with; null where nobody knows. */
  readonly days: number | null;
}

/** How a maintainer may accept what failed: text that goes into a file, word by word. */
export interface Acceptance {
  /** Such as ".airworthy/waivers.yml". */
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

/** A number worth following from version to version; of all of the data, never of a slice. */
export interface HeadlineMetric {
  /** Such as "accuracy"; untrusted. */
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly better: Direction;
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
  /** What happens next by itself, and how to stop it: told before the commands. */
  readonly steps?: readonly Text[];
  readonly examples?: ReportExamples;
  readonly baselineCommit?: BaselineCommit | null;
  readonly acceptance?: Acceptance | null;
  /** The few that a trend is drawn of, most important first. */
  readonly metrics?: readonly HeadlineMetric[];
  /** The verdict in words, where this section says it better than "Ready" and "Not ready" do: "Rolled back". */
  readonly word?: string;
}

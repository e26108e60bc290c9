import type { Change, Verdict, VersionRef } from "@airworthy/evidence";
import type { Block, Fold } from "./block.ts";
import type { BaselineCommit, HeadlineMetric } from "./section.ts";
import type { StandingName } from "./standing.ts";

/** What a reader sees, before it is fitted to any surface: the comment, the check, the summary, the page, the terminal. */
export interface Notice {
  readonly verdict: Verdict;
  /** The first line without markup, such as "Not ready: 1 regression". */
  readonly title: string;
  readonly headline: string;
  /** Most important first: what does not fit a surface is taken from the end, by whole rows and whole folds. */
  readonly blocks: readonly Block[];
}

/** A notice made of evidence, and the same for programs. It is plain data: report.json holds it as it is. */
export interface Report extends Notice {
  /** The full SHA of the commit that was examined. */
  readonly commit: string | null;
  readonly tool: Tool;
  /** How many rows of each standing there are; those of which there are none are left out. */
  readonly counts: readonly StandingCount[];
  readonly candidates: readonly ReportedCandidate[];
}

export interface Tool {
  readonly name: string;
  readonly version: string;
}

export interface StandingCount {
  readonly standing: StandingName;
  readonly rows: number;
}

/** What was found of one candidate. */
export interface ReportedCandidate {
  readonly candidate: VersionRef;
  readonly baselines: readonly VersionRef[];
  readonly baselineCommit: BaselineCommit | null;
  readonly metrics: readonly HeadlineMetric[];
  /** Most urgent first. */
  readonly rows: readonly ReportedRow[];
}

/** A row of the report's table as plain text, untrusted still. */
export interface ReportedRow {
  readonly what: string;
  readonly was: string | null;
  readonly now: string | null;
  readonly difference: string;
  readonly reason: string;
  readonly change: Change;
  readonly verdict: Verdict;
  readonly standing: StandingName;
  readonly isOfSlice: boolean;
}

/** What a report says of itself beside its sections. */
export interface ReportContext {
  readonly tool: Tool;
  /** The full SHA of the commit that was examined. */
  readonly commit: string | null;
  /** The address of the repository's page, for links to commits. */
  readonly repository?: string | null;
  readonly evidenceFiles: number;
  /** What a reader must know of the evidence, such as whose code computed it. */
  readonly evidenceNote?: string;
  /** The verdict in words, where a verb says it better than "Ready" and "Not ready" do. */
  readonly words?: VerdictWords;
  /** The command that runs the workflow again. */
  readonly rerun?: string | null;
  /** What there is to tell beside the evidence, such as the trend. */
  readonly folds?: readonly Fold[];
}

/** Different words for each, so that none is told from another by colour or degree. */
export type VerdictWords = Readonly<Record<Verdict, string>>;

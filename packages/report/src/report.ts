import type { Verdict } from "@airworthy/evidence";
import type { Block } from "./block.ts";

/** What a reader sees, before it is fitted to any surface: the comment, the check, the summary, the page, the terminal. */
export interface Report {
  readonly verdict: Verdict;
  /** The first line without markup, such as "Not ready: 1 regression". */
  readonly title: string;
  readonly headline: string;
  /** Most important first: what does not fit a surface is taken from the end, by whole rows and whole folds. */
  readonly blocks: readonly Block[];
}

/** What a report says of itself beside its sections. */
export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string };
  /** The commit that was examined. */
  readonly commit: { readonly sha: string; readonly url: string | null } | null;
  readonly evidenceFiles: number;
  /** The verdict in words, where a verb says it better than "Ready" and "Not ready" do. */
  readonly words?: VerdictWords;
}

/** Different words for each, so that none is told from another by colour or degree. */
export type VerdictWords = Readonly<Record<Verdict, string>>;

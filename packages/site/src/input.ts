import type { Verdict, VersionRef } from "@airworthy/evidence";
import type { HeadlineMetric, ReportSection } from "@airworthy/report";
import type { SiteAudit } from "./audit-input.ts";
import type { SiteStageChange } from "./stage-input.ts";

/** All that a site shows. Every string in it is untrusted but for `tool`. */
export interface SiteInput {
  readonly title: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** When the site was built, in ISO 8601. */
  readonly now: string;
  /** The address of the repository's page, for links to commits, runs and pull requests; null where there is none. */
  readonly repository: string | null;
  /** Where the site will be, for the way home from a page that is not there; null where nobody knows. */
  readonly address: string | null;
  /** What runs found of versions, in any order. */
  readonly runs: readonly SiteRun[];
  readonly evidence: readonly SiteEvidence[];
  /** Model cards, as Markdown, by the digest of the package that they are attached to. */
  readonly cards: ReadonlyMap<string, string>;
  /** The audit log of rollouts; null where none was given. */
  readonly audit: SiteAudit | null;
  /** What came to the stages of models, in any order. */
  readonly stages: readonly SiteStageChange[];
}

/** What one run found of one version. */
export interface SiteRun {
  readonly candidate: VersionRef;
  readonly baseline: VersionRef | null;
  /** Full SHA. */
  readonly commit: string | null;
  /** The branch or pull request that it was for, such as "main" or "pull/12". */
  readonly line: string | null;
  readonly run: { readonly id: number; readonly attempt: number } | null;
  /** In ISO 8601. */
  readonly recordedOn: string;
  readonly verdict: Verdict;
  /** The report's first line. */
  readonly title: string;
  /** The evidence that it wrote; its bytes may or may not be kept. */
  readonly evidence: readonly { readonly type: string; readonly sha256: string; readonly verdict: Verdict | null }[];
  readonly metrics: readonly HeadlineMetric[];
}

/** An evidence file and what it has to say. */
export interface SiteEvidence {
  /** As it was found, such as "compare-metrics.json". */
  readonly name: string;
  /** The file's text, which the site offers for download byte by byte. */
  readonly text: string;
  /** Of its bytes. */
  readonly sha256: string;
  readonly type: string;
  readonly section: ReportSection;
  /** When it was made, in ISO 8601; null where it does not say. */
  readonly madeOn: string | null;
}

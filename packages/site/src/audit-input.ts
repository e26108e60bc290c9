import type { Verdict } from "@airworthy/evidence";

/** Where a rollout stood before a move, or after it. */
export interface SiteSide {
  readonly phase: string;
  /** From 1; null without a candidate. */
  readonly step: number | null;
  /** Of the segment or, without one, of everybody. */
  readonly share: number;
  readonly segment: string | null;
}

/** What the audit log has of a move of a rollout and of a change of a stage. */
export interface SiteEntry {
  /** The line of the log. */
  readonly sequence: number;
  readonly move: string;
  /** In ISO 8601. */
  readonly on: string;
  readonly actor: string;
  /** The address of the run that made it. */
  readonly run: string | null;
  readonly why: string | null;
  readonly pullRequest: number | null;
  /** Digests of packages, such as "sha256:9f86…". */
  readonly candidate: string | null;
  readonly stable: string | null;
  readonly denied: string | null;
  /** Whether the entry carries a signature; nobody verified it for the site. */
  readonly isSigned: boolean;
}

/** A move of a rollout. */
export interface SiteMove extends SiteEntry {
  readonly rollout: { readonly name: string; readonly number: number };
  readonly allowed: string | null;
  readonly before: SiteSide;
  readonly after: SiteSide;
}

/** That a stage of a model has another package: `candidate`, and no longer `stable`. */
export interface SitePromotion extends SiteEntry {
  readonly model: string;
  readonly stage: string;
  /** What the package was made of. */
  readonly commit: string;
  /** The names of the git tags that say the same. */
  readonly tags: readonly string[];
}

/** The audit log of a folder, once it was verified. Every string in it is untrusted. */
export interface SiteAudit {
  readonly verdict: Verdict;
  readonly headline: string;
  /** What is wrong with it, the worst first. */
  readonly findings: readonly string[];
  /** SHA-256 of the last line; null of an empty log. */
  readonly head: string | null;
  /** Oldest first, as the changes of stages; none of a log that does not hold. */
  readonly moves: readonly SiteMove[];
  readonly promotions: readonly SitePromotion[];
}

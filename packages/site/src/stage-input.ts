import type { VersionRef } from "@airworthy/evidence";

/** That a stage has another version, as the evidence of a promotion or a rollback says it. Every string in it is untrusted. */
export interface SiteStageChange {
  readonly model: string;
  readonly stage: string;
  /** All of the policy then, in the order in which versions come through them. */
  readonly stages: readonly string[];
  readonly move: "promote" | "rollback";
  /** In ISO 8601. */
  readonly on: string;
  /** "@ann". */
  readonly by: string;
  /** "" where nobody said. */
  readonly why: string;
  /** What the stage has since. */
  readonly version: VersionRef;
  /** What it had before; null where that is bound to no package. */
  readonly before: VersionRef | null;
}

import type { EvidenceRef } from "@airworthy/clearance";
import type { Denied, PromotionFacts, Stage, Version } from "@airworthy/promotion";

/** That a stage has another version: what every record of it says. */
export interface Change {
  readonly move: "promote" | "rollback";
  readonly model: string;
  readonly stage: Stage;
  /** Whether that is the last of the policy: its users are the real ones. */
  readonly isLastStage: boolean;
  /** What the stage has now. */
  readonly version: Version;
  /** What that was made of. */
  readonly commit: string;
  /** What it had before; null where that is bound to no package. */
  readonly before: Version | null;
  /** "@ann". */
  readonly by: string;
  /** When it was decided, ISO 8601. */
  readonly on: string;
  /** Names the request: a record that has it already is not written again. */
  readonly request: string;
  /** Why; "" where nobody said. */
  readonly reason: string;
  readonly evidence: readonly EvidenceRef[];
  /** What a promotion was decided from: the rollout that it starts is too. Null of a rollback, which needs nothing. */
  readonly facts: Pick<PromotionFacts, "approvals" | "evidence"> | null;
  /** What nobody is to get again; null where nothing is. */
  readonly denial: Denied | null;
  /** The names of the tags that say so. */
  readonly tags: readonly string[];
  /** The number of the pull request that it was asked for in; null for none. */
  readonly pullRequest: number | null;
}

export type RecordKind = "audit log" | "rollout" | "deployment" | "registry tag" | "alias of MLflow" | "summary";

/** What became of one record of a change. */
export interface Kept {
  readonly record: RecordKind;
  /** `there`: it said so already; `failed`: the change stands, and this record of it is missing until the command is run again. */
  readonly state: "written" | "there" | "failed";
  /** Where it is to be seen: an address, a commit, a reference; null for nowhere. */
  readonly where: string | null;
  /** Why it failed; null where it did not. */
  readonly problem: string | null;
}

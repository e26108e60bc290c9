import type { EvidenceRef } from "@airworthy/clearance";
import type { Version } from "../fields.ts";
import type { TagFact } from "../records/registry.ts";
import type { Approval, Denied } from "./facts.ts";
import type { Gate } from "./gate.ts";

/** The version comes to the stage: all of this is to be written together, or nothing. */
export interface Promoted {
  readonly effect: "promoted";
  readonly stage: string;
  readonly version: Version;
  readonly commit: string;
  /** What the stage had before; null where it had nothing that is bound to a package. */
  readonly before: Version | null;
  readonly gates: readonly Gate[];
  readonly evidence: readonly EvidenceRef[];
  readonly approvals: readonly Approval[];
  /** In the order in which they are to be made. */
  readonly tags: readonly TagFact[];
  /** The rollout that it starts; null where the stage has none. */
  readonly rollout: string | null;
}

/** The stage has an earlier version again. */
export interface RolledBack {
  readonly effect: "rolled-back";
  readonly stage: string;
  readonly version: Version;
  readonly commit: string;
  readonly before: Version | null;
  readonly gates: readonly Gate[];
  readonly tags: readonly TagFact[];
  /** The rollout that is to go back too; null where the stage has none. */
  readonly rollout: string | null;
  /** What nobody is to get again; null where what was there is bound to no package. */
  readonly denial: Denied | null;
}

/** Everything is as the request would have it, or was so once: nothing is to be written. */
export interface Unchanged {
  readonly effect: "unchanged";
  readonly stage: string;
  /** What the stage has; null where that is bound to no package. */
  readonly version: Version | null;
  /** In a few words, without a full stop. */
  readonly why: string;
}

/** Something that the request needs does not hold: nothing is to be written. */
export interface Refused {
  readonly effect: "refused";
  readonly stage: string;
  /** All of them: those that hold, too. */
  readonly gates: readonly Gate[];
  readonly evidence: readonly EvidenceRef[];
  readonly approvals: readonly Approval[];
}

export type PromotionOutcome = Promoted | Unchanged | Refused;
export type RollbackOutcome = RolledBack | Unchanged | Refused;
